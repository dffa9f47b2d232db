package dev.stampede.nemesis.ensemble;

/** Something that can be done to an ensemble. */
public enum Capability {
    /** Cut the links between members. */
    CUT_MEMBERS,
    /** Cut the links between clients and members. */
    CUT_CLIENTS,
    /** Kill and restart members. */
    KILL_MEMBERS,
    /** Stop members and let them go on. */
    PAUSE_MEMBERS,
    /** Give members little processor time. */
    THROTTLE_MEMBERS,
    /** Give members less memory than they use. */
    LIMIT_MEMORY,
    /** Fill the disks of members. */
    FILL_DISKS,
    /** Make the disks of members read-only. */
    LOCK_DISKS
}
