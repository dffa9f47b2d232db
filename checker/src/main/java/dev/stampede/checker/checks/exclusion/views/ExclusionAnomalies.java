package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.check.Gravity;

/** The kinds of anomaly that the checks of exclusion know: the vocabulary of tests, signatures and known findings. */
public final class ExclusionAnomalies {
    /** Server view: two holds were in force at one zxid. */
    public static final String SERVER_OVERLAP = "server-overlap";
    /** Server view: a grant rests on a read made in another session than the one that owns the hold's znode. */
    public static final String FOREIGN_GRANT = "foreign-grant";
    /** Server view: the znode of a hold that was not released was deleted by another client. */
    public static final String FOREIGN_DELETE = "foreign-delete";
    /** Server view: the hold's znode is not ephemeral and was still there when the session of the hold had ended. */
    public static final String OUTLIVES_SESSION = "outlives-session";
    /**
     * Belief view: two clients believed at once, and no other view shows it. A caveat, unless the code cannot report doubts and
     * the older holder was connected in a living session.
     */
    public static final String BELIEF_OVERLAP = "belief-overlap";
    /** Disciplined belief: two clients believed at once although neither doubted; a caveat if a condition failed. */
    public static final String DISCIPLINED_OVERLAP = "disciplined-overlap";
    /** Disciplined belief: a client was told that its connection was lost, and did not doubt in time. */
    public static final String UNDISCIPLINED = "undisciplined";
    /** Disciplined belief: a client believed on, or again, after it was told that the session of its hold was over. */
    public static final String STALE_BELIEF = "stale-belief";
    /** Fenced view: a write without a token was accepted after a younger hold had been granted. */
    public static final String STALE_WRITE = "stale-write";
    /** Fenced view: the store accepted a token that is lower than one it had seen: the harness is broken. */
    public static final String STORE_ACCEPTED_OLD_TOKEN = "store-accepted-old-token";

    /** Leases: more than n were in force at one zxid. */
    public static final String TOO_MANY_LEASES = "too-many-leases";
    /** Leases: more than n clients believed at once although none doubted; a caveat if a condition failed. */
    public static final String TOO_MANY_BELIEVED = "too-many-believed";
    /** A client slept on although what it waited for was free and it was connected. */
    public static final String LOST_WAKE_UP = "lost-wake-up";
    /** The znode of an acquire that granted nothing, or of a hold that was released, stayed. */
    public static final String LEAKED_ZNODE = "leaked-znode";
    /** Several locks at once: an acquire of all that failed left some held. */
    public static final String PARTLY_HELD = "partly-held";
    /** Several locks at once: an acquire of all was granted although not all were held. */
    public static final String GRANTED_IN_PART = "granted-in-part";
    /** Reentrancy: who held already had to ask the ensemble again. */
    public static final String REENTRY_QUEUED = "reentry-queued";
    /** Reentrancy: the znode was deleted by a release that was not the last. */
    public static final String RELEASED_TOO_EARLY = "released-too-early";
    /** Election: a later grant rests on an earlier znode. */
    public static final String EPOCH_DECREASED = "epoch-decreased";
    /** Election: nobody was the master for longer than the bound, though a candidate was connected. */
    public static final String MASTERLESS = "masterless";
    /** Election by days: a master went on after its day was over. */
    public static final String OVERSTAYED = "overstayed";
    /** Election by days: a grant for one day rests on the binding of another. */
    public static final String BINDING_OF_ANOTHER_DAY = "binding-of-another-day";

    private ExclusionAnomalies() {}

    /** How directly an anomaly of this kind says that exclusion was broken. */
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
