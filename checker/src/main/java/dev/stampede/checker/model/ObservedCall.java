package dev.stampede.checker.model;

import org.jspecify.annotations.Nullable;

/**
 * One operation in the terms of a model. It takes effect at one instant of a closed interval.
 *
 * @param number its position in the history
 * @param client the client that called
 * @param key the object that was called; each key is checked separately, starting in the model's initial state
 * @param output null if unknown
 * @param effect whether it certainly took effect
 * @param called the earliest instant at which it can take effect
 * @param returned the latest instant; {@link #NEVER} if unbounded, which requires the effect {@link Effect#POSSIBLE}
 * @param zxid the zxid of the last transaction that it can have observed or created, {@link #NO_ZXID} if unknown. It is
 *     a hint: checkers use it only where the outputs confirm it
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

    /** An unknown zxid. */
    public static final long NO_ZXID = 0;

    /** The return time of a call that may take effect at any later time. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Whether an operation took effect. */
    public enum Effect {
        /** It took effect. */
        CERTAIN,
        /** It may have taken effect, may still take effect, or may never. */
        POSSIBLE
    }

    public ObservedCall {
        if (called > returned) {
            throw new IllegalArgumentException(
                    "operation " + number + " returned at " + returned + ", before it was called at " + called);
        }
        if (effect == Effect.CERTAIN && returned == NEVER) {
            throw new IllegalArgumentException("operation " + number + " certainly took effect but never returned;"
                    + " expected a time of return, or a possible effect");
        }
    }

    /** A call with an unknown zxid. */
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

    /** Whether it certainly took effect. */
    public boolean certain() {
        return effect == Effect.CERTAIN;
    }

    /** An operation that took effect in an interval. */
    public static <I, O> ObservedCall<I, O> certain(
            int number, int client, String key, I input, @Nullable O output, long called, long returned) {
        return new ObservedCall<>(number, client, key, input, output, Effect.CERTAIN, called, returned);
    }

    /** An operation that may have taken effect at any time after its call, or never. */
    public static <I, O> ObservedCall<I, O> possible(int number, int client, String key, I input, long called) {
        return new ObservedCall<>(number, client, key, input, null, Effect.POSSIBLE, called, NEVER);
    }

    /** The same call with the zxid of the last transaction that it can have observed or created. */
    public ObservedCall<I, O> withZxid(long lastZxid) {
        return new ObservedCall<>(number, client, key, input, output, effect, called, returned, lastZxid);
    }
}
