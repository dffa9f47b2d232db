package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.check.Citation;

/**
 * The terms in which locks and elections differ.
 *
 * @param held the past tense of holding ("held", "led")
 * @param promise the sentence that promises exclusion
 * @param suspended the sentence that says what a client must do when it loses its connection
 * @param lost the sentence that says what a client must do when its session ends
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

    /** The same terms for another check. */
    public LockOrElectionTerms of(String other, Citation promised) {
        return new LockOrElectionTerms(other, held, promised, suspended, lost);
    }
}
