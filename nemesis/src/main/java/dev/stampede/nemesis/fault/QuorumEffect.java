package dev.stampede.nemesis.fault;

/** How many voting members a fault takes out while it is active. */
public enum QuorumEffect {
    /** None. */
    NONE,
    /** At most one. */
    ONE,
    /** As many as the ensemble tolerates. */
    MINORITY,
    /** So many that no quorum is left; that is the purpose of the fault. */
    QUORUM;

    /** How many of this many voting members it takes out at most. */
    public int members(int voters) {
        return switch (this) {
            case NONE -> 0;
            case ONE -> Math.min(1, voters);
            case MINORITY -> (voters - 1) / 2;
            case QUORUM -> voters;
        };
    }
}
