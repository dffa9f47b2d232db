package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.check.Citation;

/**
 * What a lock and an election say differently.
 *
 * @param held the past tense of having it ("held", "led")
 * @param promise what exclusion is promised by
 * @param suspended what a client must do when it learns that its connection is lost
 * @param lost what a client must do when it learns that its session is over
 */
public record LockOrElectionTerms(String check, String held, Citation promise, Citation suspended, Citation lost) {
    public static final LockOrElectionTerms LOCK = new LockOrElectionTerms(
            "mutual-exclusion",
            "held",
            ExclusionCitations.LOCK,
            ExclusionCitations.LOCK_SUSPENDED,
            ExclusionCitations.LOCK_LOST);

    public static final LockOrElectionTerms ELECTION = new LockOrElectionTerms(
            "single-master",
            "led",
            ExclusionCitations.LEADER,
            ExclusionCitations.LEADER_SUSPENDED,
            ExclusionCitations.LEADER_LOST);

    /** The same words for another check of the same thing. */
    public LockOrElectionTerms of(String other, Citation promised) {
        return new LockOrElectionTerms(other, held, promised, suspended, lost);
    }
}
