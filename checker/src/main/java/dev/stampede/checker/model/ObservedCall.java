package dev.stampede.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * One operation as a model reads it. The interval is closed: it takes effect at one instant in it, both ends included.
 *
 * @param number its place in the history that it was read from
 * @param client who called
 * @param key the object that it was called on; each is checked by itself, from the model's initial state on
 * @param output null if nobody knows the answer
 * @param effect whether it did take effect
 * @param called its earliest instant
 * @param returned its latest instant; {@link #NEVER} (only if its effect is {@link Effect#POSSIBLE}) if nothing bounds it
 * @param zxid the last transaction that it can have seen or made, {@link #NO_ZXID} if that is not known; a hint to checkers,
 *     which believe it only where the answers bear it out
 */
public record ObservedCall<I, O>(
        int number,
        int client,
        String key,
        I input,
        @Nullable O output,
        Effect effect,
        long called,
        long returned,
        long zxid) {

    /** The zxid of a call of which none is known. */
    public static final long NO_ZXID = 0;

    /** The return of a call that may take effect at any later time. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Whether an operation took effect. */
    public enum Effect {
        /** It did. */
        CERTAIN,
        /** It did, or never will. */
        POSSIBLE
    }

    public ObservedCall {
        if (called > returned) {
            throw new IllegalArgumentException(
                    "operation " + number + " returned at " + returned + ", before it was called at " + called);
        }
        if (effect == Effect.CERTAIN && returned == NEVER) {
            throw new IllegalArgumentException("operation " + number + " took effect for certain but never returned;"
                    + " expected a time of return, or a possible effect");
        }
    }

    /** A call of which no zxid is known. */
    public ObservedCall(
            int number,
            int client,
            String key,
            I input,
            @Nullable O output,
            Effect effect,
            long called,
            long returned) {
        this(number, client, key, input, output, effect, called, returned, NO_ZXID);
    }

    /** Whether it did take effect. */
    public boolean certain() {
        return effect == Effect.CERTAIN;
    }

    /** An operation that took effect in an interval. */
    public static <I, O> ObservedCall<I, O> certain(
            int number, int client, String key, I input, @Nullable O output, long called, long returned) {
        return new ObservedCall<>(number, client, key, input, output, Effect.CERTAIN, called, returned);
    }

    /** An operation that may have taken effect at any time from its call on, or never. */
    public static <I, O> ObservedCall<I, O> possible(int number, int client, String key, I input, long called) {
        return new ObservedCall<>(number, client, key, input, null, Effect.POSSIBLE, called, NEVER);
    }

    /** The same call, known to have seen or made no later transaction than this. */
    public ObservedCall<I, O> at(long lastZxid) {
        return new ObservedCall<>(number, client, key, input, output, effect, called, returned, lastZxid);
    }
}
