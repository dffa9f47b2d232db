package dev.stampede.workloads.client;

import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import org.jspecify.annotations.Nullable;

/**
 * Records the operations and beliefs of one client, with the clock of the run. Safe to use from any thread.
 *
 * <p>A belief means that the client's code acts as the holder of a key, such as a lock. It ends with a doubt or a
 * release. The token of a hold is the czxid of the znode that grants it.
 */
public interface Recorder {

    /** Records the invocation of an operation. Attempts of the client belong to the operation until it completes. */
    Op invoke(@Nullable String key, OperationInput input);

    /** Records the invocation of an operation whose function only its driver and its check know. */
    default Op invoke(String function, @Nullable String key, @Nullable String argument) {
        return invoke(key, OperationInput.of(function, argument));
    }

    /** Records that the client's code believes from now on that it holds the key, with this token (0: not known). */
    void believes(String key, long token);

    /** Records that the client's code no longer relies on its hold of the key; null means all keys. */
    void doubts(@Nullable String key, String reason);

    /**
     * The czxid of a znode that this client created, from its attempts; 0 if it is not known. If the answer to the
     * create was lost, call {@code exists} first, which records the czxid.
     */
    long tokenOf(String path);

    /** The czxid of the newest ephemeral znode that this client created below this path; 0 if there is none. */
    long lastTokenBelow(String path);

    /** Marks this moment, for {@link #tokenSince}. */
    long mark();

    /**
     * The czxid of the ephemeral znode that this client created since a mark and has not asked to delete: the newest
     * one below this path; if there is none, the only one elsewhere; otherwise 0. A client may keep ephemerals for
     * other purposes, and if it created several, it is unknown which of them grants the hold.
     */
    long tokenSince(long mark, String path);

    /** Records a note for readers of the report. */
    void note(String text);

    /** Records a point on a lane of a track of the report. A point with a value belongs to a series. */
    void point(String track, String lane, String label, @Nullable Double value);

    /** An invoked operation. Only its first completion has an effect. */
    interface Op {
        /** The number among the operations of its client, from 0. */
        int number();

        /** Completes the operation: it took effect. */
        default void ok() {
            ok(OperationOutput.Custom.DONE);
        }

        /** Completes the operation: it took effect with this result. */
        default void ok(OperationOutput output) {
            ok(output, 0);
        }

        /** Completes the operation: it took effect with a result that only its driver and its check know. */
        default void ok(String result) {
            ok(new OperationOutput.Custom(result));
        }

        /** Completes the operation: it took effect under the hold with this token (0: not known). */
        void ok(OperationOutput output, long token);

        /** Completes the operation: it granted a hold with this token (0: not known). */
        default void granted(long token) {
            ok(OperationOutput.Custom.DONE, token);
        }

        /** Completes the operation: it definitely did not take effect. */
        void failed(String error);

        /** Completes the operation: it is unknown whether it took effect. */
        void indeterminate(String error);

        /** Completes the operation after an interrupt of its thread: it is unknown whether it took effect. */
        default void interrupted() {
            indeterminate("interrupted");
        }

        /**
         * Completes the operation with this exception. The outcome depends on the exception and on the answers to the
         * attempts of the operation; see {@code recording.Outcomes}.
         */
        void threw(Throwable thrown);
    }
}
