package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.check.Gravity;

/** The kinds of anomalies of the checks of exclusion, as used in tests, signatures and known findings. */
public final class ExclusionAnomalies {
    /** Server view: two holds were in force at one zxid. */
    public static final String SERVER_OVERLAP = "server-overlap";
    /** Server view: a grant follows from a read in another session than the one that owns the hold's znode. */
    public static final String FOREIGN_GRANT = "foreign-grant";
    /** Server view: the znode of a hold that was not released was deleted by another client. */
    public static final String FOREIGN_DELETE = "foreign-delete";
    /** Server view: the hold's znode is not ephemeral and still existed when the session of the hold had ended. */
    public static final String OUTLIVES_SESSION = "outlives-session";
    /**
     * Belief view: two clients believed at once, and no other view shows it. A caveat, unless the code cannot report
     * doubts and the older holder was connected in a live session.
     */
    public static final String BELIEF_OVERLAP = "belief-overlap";
    /**
     * Disciplined belief: two clients believed at once although neither doubted; a caveat if a condition excuses it
     * (see {@link OverlapCaveats}).
     */
    public static final String DISCIPLINED_OVERLAP = "disciplined-overlap";
    /** Disciplined belief: a client was notified of its lost connection and did not doubt in time. */
    public static final String UNDISCIPLINED = "undisciplined";
    /**
     * Disciplined belief: a client still believed, or believed again, after it was notified of the end of its hold's
     * session.
     */
    public static final String STALE_BELIEF = "stale-belief";
    /** Fenced view: a write without a token was accepted after a younger hold had been granted. */
    public static final String STALE_WRITE = "stale-write";
    /** Fenced view: the store accepted a token lower than one it had seen, so the harness is broken. */
    public static final String STORE_ACCEPTED_OLD_TOKEN = "store-accepted-old-token";

    /** Leases: more than n were in force at one zxid. */
    public static final String TOO_MANY_LEASES = "too-many-leases";
    /** Leases: more than n clients believed at once although none doubted; a caveat if conditions excuse the excess. */
    public static final String TOO_MANY_BELIEVED = "too-many-believed";
    /** A client kept waiting although its lock was free and it was connected. */
    public static final String LOST_WAKE_UP = "lost-wake-up";
    /** The znode of an acquire that granted nothing, or of a released hold, was not deleted. */
    public static final String LEAKED_ZNODE = "leaked-znode";
    /** Several locks at once: a failed acquire of all locks left some of them held. */
    public static final String PARTLY_HELD = "partly-held";
    /** Several locks at once: an acquire of all locks succeeded although not all were held. */
    public static final String GRANTED_IN_PART = "granted-in-part";
    /** Reentrancy: a holder created another znode to acquire its lock again. */
    public static final String REENTRY_QUEUED = "reentry-queued";
    /** Reentrancy: a release other than the last one deleted the znode. */
    public static final String RELEASED_TOO_EARLY = "released-too-early";
    /** Election: a master leads with an older znode than a master before it. */
    public static final String EPOCH_DECREASED = "epoch-decreased";
    /** Election: there was no master for longer than the limit, although a candidate was connected. */
    public static final String MASTERLESS = "masterless";
    /** Election by day: a master continued after its day had ended. */
    public static final String OVERSTAYED = "overstayed";
    /** Election by day: a grant for one day uses the znode of another day. */
    public static final String BINDING_OF_ANOTHER_DAY = "binding-of-another-day";

    private ExclusionAnomalies() {}

    /** How directly an anomaly of this kind states that exclusion was violated. */
    public static Gravity gravity(String kind) {
        return switch (kind) {
            case FOREIGN_GRANT,
                    FOREIGN_DELETE,
                    RELEASED_TOO_EARLY,
                    REENTRY_QUEUED,
                    EPOCH_DECREASED,
                    BINDING_OF_ANOTHER_DAY -> Gravity.ORDER;
            case UNDISCIPLINED, STALE_BELIEF, OVERSTAYED -> Gravity.DISCIPLINE;
            case STALE_WRITE, STORE_ACCEPTED_OLD_TOKEN -> Gravity.EFFECT;
            case LOST_WAKE_UP, MASTERLESS -> Gravity.PROGRESS;
            case LEAKED_ZNODE, OUTLIVES_SESSION, PARTLY_HELD -> Gravity.LEFTOVER;
            default -> Gravity.STATE;
        };
    }
}
