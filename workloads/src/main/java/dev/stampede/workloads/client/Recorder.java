package dev.stampede.workloads.client;

import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import org.jspecify.annotations.Nullable;

/** Records what one client does and believes, with the run's clock. Safe to use from any thread. */
public interface Recorder {

    /** An operation is invoked now. Attempts that its client makes until it completes belong to it. */
    Op invoke(@Nullable String key, OperationInput input);

    /** An operation is invoked now whose function is one that only its driver and its check know. */
    default Op invoke(String function, @Nullable String key, @Nullable String argument) {
        return invoke(key, OperationInput.of(function, argument));
    }

    /** The client's own code believes from now on that it holds the key, by the grant with this token (0: not known). */
    void believes(String key, long token);

    /** The client's own code does not rely on its hold of the key (of all keys if null) from now on. */
    void doubts(@Nullable String key, String reason);

    /**
     * The czxid of a znode that this client created, as its attempts saw it; 0 if they did not (a create whose answer
     * was lost: ask {@code exists}, which records it).
     */
    long tokenOf(String path);

    /** The czxid of the ephemeral znode that this client created last below this path, 0 if there is none. */
    long lastTokenBelow(String path);

    /** Marks this moment, for {@link #tokenSince}. */
    long mark();

    /**
     * The czxid of the ephemeral znode that this client created last since a mark and has not asked to delete: of those below
     * this path, if it created any there, otherwise of all; 0 if there is none. So that a client that also keeps ephemerals for
     * other purposes is known by the one that its acquire created.
     */
    long tokenSince(long mark, String path);

    /** Something that a reader of the report should know. */
    void note(String text);

    /** A point on a lane of a track; with a value it is a point of a series. */
    void point(String track, String lane, String label, @Nullable Double value);

    /** An operation that was invoked. It completes once; later completions are ignored. */
    interface Op {
        /** Its number among the operations of its client, from 0. */
        int number();

        /** It happened. */
        default void ok() {
            ok(OperationOutput.Custom.DONE);
        }

        /** It happened and gave this back. */
        default void ok(OperationOutput output) {
            ok(output, 0);
        }

        /** It happened and gave back what only its driver and its check know. */
        default void ok(String result) {
            ok(new OperationOutput.Custom(result));
        }

        /** It happened, and rests on the hold with this token (0: not known). */
        void ok(OperationOutput output, long token);

        /** It happened and granted a hold with this token (0: not known). */
        default void granted(long token) {
            ok(OperationOutput.Custom.DONE, token);
        }

        /** It definitely did not happen. */
        void failed(String error);

        /** Nobody knows whether it happened. */
        void indeterminate(String error);

        /** Its thread was interrupted while it waited: nobody knows whether it happened. */
        default void interrupted() {
            indeterminate("interrupted");
        }

        /**
         * It ended with this exception; the outcome follows from its kind (see {@code recording.Outcomes}) and from whether an
         * attempt beneath it may have been retried.
         */
        void threw(Throwable thrown);
    }
}
