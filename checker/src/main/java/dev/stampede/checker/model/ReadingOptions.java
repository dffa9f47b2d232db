package dev.stampede.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * What a history leaves unsaid, and each format says in its own way.
 *
 * @param initial the value before the first operation, null for the model's own default
 * @param failedCas what a compare-and-set that failed says
 * @param readOfNil what a completed read of nil says
 * @param owners whose a lock is
 * @param permits how many may hold a semaphore at once
 */
public record ReadingOptions(
        @Nullable String initial, FailedCas failedCas, ReadOfNil readOfNil, Owners owners, int permits) {

    /** What a compare-and-set that failed says. */
    public enum FailedCas {
        /** That the value was not the expected one. */
        OBSERVED,
        /** Nothing: it is left out. */
        DROPPED
    }

    /** What a completed read of nil says. */
    public enum ReadOfNil {
        /** That the value was nil. */
        OBSERVED,
        /** Nothing: it is left out. */
        SAYS_NOTHING
    }

    /** Whose a lock is. */
    public enum Owners {
        /** Each client's own. */
        CLIENTS,
        /** Nobody knows: anybody can release it. */
        ANYBODY
    }

    /** Those of our own histories: every answer is an observation. */
    public static final ReadingOptions STRICT =
            new ReadingOptions(null, FailedCas.OBSERVED, ReadOfNil.OBSERVED, Owners.CLIENTS, 1);

    /** Those of Jepsen's logs of etcd: the register holds nil at first. */
    public static final ReadingOptions JEPSEN_LOG =
            new ReadingOptions(Register.NIL, FailedCas.OBSERVED, ReadOfNil.OBSERVED, Owners.ANYBODY, 1);

    /** Those of Knossos: registers hold 0 at first, what failed did not happen, a read of nil says nothing. */
    public static final ReadingOptions KNOSSOS =
            new ReadingOptions("0", FailedCas.DROPPED, ReadOfNil.SAYS_NOTHING, Owners.ANYBODY, 1);

    /** The same with another initial value. */
    public ReadingOptions startingAt(String value) {
        return new ReadingOptions(value, failedCas, readOfNil, owners, permits);
    }

    /** The same with another reading of failed compare-and-sets. */
    public ReadingOptions reading(FailedCas failed) {
        return new ReadingOptions(initial, failed, readOfNil, owners, permits);
    }

    /** The same with another reading of completed reads of nil. */
    public ReadingOptions reading(ReadOfNil read) {
        return new ReadingOptions(initial, failedCas, read, owners, permits);
    }

    /** The same with locks of others. */
    public ReadingOptions ownedBy(Owners whose) {
        return new ReadingOptions(initial, failedCas, readOfNil, whose, permits);
    }

    /** The same with so many permits. */
    public ReadingOptions permitting(int holders) {
        return new ReadingOptions(initial, failedCas, readOfNil, owners, holders);
    }
}
