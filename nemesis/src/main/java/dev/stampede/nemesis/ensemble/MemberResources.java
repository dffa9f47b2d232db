package dev.stampede.nemesis.ensemble;

/**
 * Exhausts and restores the resources of one member. The member keeps its data and its number.
 *
 * <p>Safe to use from several threads; each call takes a few seconds at most.
 */
public interface MemberResources {

    /** Exhausts the resource. Idempotent. The member may exit, or the kernel may kill it. */
    void exhaust(MemberResource resource);

    /** Observes whether the resource is exhausted and the member is affected. */
    Observation observeExhausted(MemberResource resource);

    /** Restores the resource. Does not restart a member that has exited. Idempotent. */
    void restore(MemberResource resource);

    /** Observes whether the member has the whole resource again. */
    Observation observeRestored(MemberResource resource);

    /**
     * The result of an observation.
     *
     * @param confirmed whether the expected state was observed
     * @param evidence for people: what was asked and what the answer was
     */
    record Observation(boolean confirmed, String evidence) {}
}
