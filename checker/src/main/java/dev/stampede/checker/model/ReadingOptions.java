package dev.stampede.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * How to interpret what a history format does not define. Each format has its defaults.
 *
 * @param initial the value before the first operation, null for the model's default
 * @param failedCas the meaning of a failed compare-and-set
 * @param readOfNil the meaning of a completed read of nil
 * @param owners the owner of a lock
 * @param permits the number of permits of a semaphore
 */
public record ReadingOptions(
        @Nullable String initial, FailedCas failedCas, ReadOfNil readOfNil, Owners owners, int permits) {

    /** The meaning of a failed compare-and-set. */
    public enum FailedCas {
        /** The value differed from the expected one. */
        OBSERVED,
        /** None: the operation is omitted. */
        DROPPED
    }

    /** The meaning of a completed read of nil. */
    public enum ReadOfNil {
        /** The value was nil. */
        OBSERVED,
        /** None: the operation is omitted. */
        IGNORED
    }

    /** The owner of a lock. */
    public enum Owners {
        /** The client that acquired it. */
        CLIENTS,
        /** Unknown: any client can release it. */
        ANYBODY
    }

    /** For Stampede's own histories: every result is an observation. */
    public static final ReadingOptions STRICT =
            new ReadingOptions(null, FailedCas.OBSERVED, ReadOfNil.OBSERVED, Owners.CLIENTS, 1);

    /** For Jepsen's logs of etcd: registers are initially nil. */
    public static final ReadingOptions JEPSEN_LOG =
            new ReadingOptions(Register.NIL, FailedCas.OBSERVED, ReadOfNil.OBSERVED, Owners.ANYBODY, 1);

    /** For Knossos: registers are initially 0, failed operations had no effect, a read of nil has no meaning. */
    public static final ReadingOptions KNOSSOS =
            new ReadingOptions("0", FailedCas.DROPPED, ReadOfNil.IGNORED, Owners.ANYBODY, 1);

    /** A copy with another initial value. */
    public ReadingOptions startingAt(String value) {
        return new ReadingOptions(value, failedCas, readOfNil, owners, permits);
    }

    /** A copy with another meaning of failed compare-and-sets. */
    public ReadingOptions reading(FailedCas failed) {
        return new ReadingOptions(initial, failed, readOfNil, owners, permits);
    }

    /** A copy with another meaning of completed reads of nil. */
    public ReadingOptions reading(ReadOfNil read) {
        return new ReadingOptions(initial, failedCas, read, owners, permits);
    }

    /** A copy with other owners of locks. */
    public ReadingOptions ownedBy(Owners whose) {
        return new ReadingOptions(initial, failedCas, readOfNil, whose, permits);
    }

    /** A copy with another number of permits. */
    public ReadingOptions permitting(int holders) {
        return new ReadingOptions(initial, failedCas, readOfNil, owners, holders);
    }
}
