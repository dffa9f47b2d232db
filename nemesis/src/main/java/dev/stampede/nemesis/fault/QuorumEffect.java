package dev.stampede.nemesis.fault;

/** The number of voting members that are unavailable while a fault is active. */
public enum QuorumEffect {
    /** None. */
    NONE,
    /** At most one. */
    ONE,
    /** As many as the ensemble tolerates. */
    MINORITY,
    /** Enough that no quorum is left; that is the purpose of the fault. */
    QUORUM;

    /** The largest number of unavailable members in an ensemble of {@code voters} voting members. */
    public int members(int voters) {
        return switch (this) {
            case NONE -> 0;
            case ONE -> Math.min(1, voters);
            case MINORITY -> (voters - 1) / 2;
            case QUORUM -> voters;
        };
    }
}
