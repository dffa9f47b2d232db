package dev.stampede.nemesis.ensemble;

/**
 * What a member lives on, where that can be taken from it. Its data and its number survive all of it.
 *
 * <p>Safe to use from several threads; each call is bounded by some seconds.
 */
public interface MemberResources {

    /** Takes it away. Idempotent. A member that cannot live without it ends, or is ended by the kernel. */
    void take(MemberResource resource);

    /** Looks whether it is taken away and has been missed. */
    Look taken(MemberResource resource);

    /** Gives it back; a member that has ended is not started again by this. Idempotent. */
    void giveBack(MemberResource resource);

    /** Looks whether all of it is there again. */
    Look given(MemberResource resource);

    /**
     * What a look came to.
     *
     * @param evidence for people: what was asked, and what the answer was
     */
    record Look(boolean holds, String evidence) {}
}
