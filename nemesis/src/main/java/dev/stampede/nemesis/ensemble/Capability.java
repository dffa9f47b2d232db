package dev.stampede.nemesis.ensemble;

/** An operation on members or links that not every kind of ensemble supports. */
public enum Capability {
    /** Cut the links between members. */
    CUT_MEMBER_LINKS("links between members can be cut", "local"),
    /** Cut the links between clients and members. */
    CUT_CLIENT_LINKS("links between clients and members can be cut", "local"),
    /** Kill and restart members. */
    KILL_MEMBERS("members can be killed and restarted", "local"),
    /** Pause and resume members. */
    PAUSE_MEMBERS("members can be paused", "local"),
    /** Limit the processor time of members. */
    THROTTLE_MEMBERS("members' processor time can be limited", "containers"),
    /** Limit the memory of members. */
    LIMIT_MEMORY("members' memory can be limited", "containers"),
    /** Fill the disks of members. */
    FILL_DISKS("members' disks can be filled", "containers"),
    /** Make the disks of members read-only. */
    MAKE_DISKS_READ_ONLY("members' disks can be made read-only", "containers");

    private final String description;
    private final String supportedBy;

    Capability(String description, String supportedBy) {
        this.description = description;
        this.supportedBy = supportedBy;
    }

    /** For messages, after "an ensemble whose". */
    public String description() {
        return description;
    }

    /** A kind of ensemble that has the capability, as a value of the option {@code --ensemble}. */
    public String supportedBy() {
        return supportedBy;
    }

    /** Whether local ensembles have the capability. */
    public boolean supportedLocally() {
        return supportedBy.equals("local");
    }
}
