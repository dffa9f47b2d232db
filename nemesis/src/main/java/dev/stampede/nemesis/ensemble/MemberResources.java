package dev.stampede.nemesis.ensemble;

/**
 * The resources of one member, where they can be taken from it. Its data and its number survive that.
 *
 * <p>Safe to use from several threads; each call takes some seconds at most.
 */
public interface MemberResources {

    /** Takes the resource from the member. Idempotent. The member may exit, or the kernel may kill it. */
    void exhaust(MemberResource resource);

    /** Looks whether the member lacks the resource and has noticed. */
    Observation observeExhausted(MemberResource resource);

    /** Gives the resource back; it does not restart a member that has exited. Idempotent. */
    void restore(MemberResource resource);

    /** Looks whether the member has all of the resource again. */
    Observation observeRestored(MemberResource resource);

    /**
     * What a look showed.
     *
     * @param confirmed whether it is so
     * @param evidence for people: what was asked and what the answer was
     */
    record Observation(boolean confirmed, String evidence) {}
}
