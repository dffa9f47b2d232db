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
    PAUSE_MEMBERS
}
