package dev.stampede.checker.check.exclusion;

import dev.stampede.checker.check.Citation;

/**
 * What a lock and an election say differently.
 *
 * @param held the past tense of having it ("held", "led")
 * @param promise what exclusion is promised by
 * @param suspended what a client must do when it is told that its connection is lost
 * @param lost what a client must do when it is told that its session is over
 */
record Terms(String check, String held, Citation promise, Citation suspended, Citation lost) {
    static final Terms LOCK =
            new Terms("mutual-exclusion", "held", Citations.LOCK, Citations.LOCK_SUSPENDED, Citations.LOCK_LOST);

    static final Terms ELECTION =
            new Terms("single-master", "led", Citations.LEADER, Citations.LEADER_SUSPENDED, Citations.LEADER_LOST);

    /** The same words for another check of the same thing. */
    Terms of(String other, Citation promised) {
        return new Terms(other, held, promised, suspended, lost);
    }
}
