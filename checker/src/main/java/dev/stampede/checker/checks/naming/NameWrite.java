package dev.stampede.checker.checks.naming;

import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A change of a name that somebody asked for, and that happened or may have.
 *
 * @param uri what the name was to stand for, null if it was to be removed
 * @param after the mzxid of the state that it was to follow at once, 0 if it asked for none
 * @param zxid of its transaction, 0 if that is not known
 * @param czxid of the znode that it left, 0 if that is not known
 * @param high no transaction of it is later than this zxid
 */
record NameWrite(Operation operation, Kind kind, @Nullable String uri, long after, long zxid, long czxid, long high) {
    /** What has not been answered may come at any later time. */
    static final long UNBOUNDED = Long.MAX_VALUE >> 2;

    /** What was asked for. */
    enum Kind {
        /** Creates the name, which nobody may have. */
        REGISTER,
        /** Replaces the URI. */
        CHANGE,
        /** Removes and registers the name in one transaction. */
        REPLACE,
        /** Registers the name whether there is one or not, in several steps. */
        PUT,
        /** Removes the name. */
        UNREGISTER;

        boolean creates() {
            return this == REGISTER || this == REPLACE || this == PUT;
        }

        /** How many znodes of the name it may remove. */
        int removes() {
            return switch (this) {
                case UNREGISTER, REPLACE -> 1;
                case PUT -> 2;
                case REGISTER, CHANGE -> 0;
            };
        }

        /** Whether there may be no znode of the name for a moment, although it is registered before and after. */
        boolean leavesNone() {
            return this == UNREGISTER || this == PUT;
        }
    }

    /** Whether it is known to have happened. */
    boolean certain() {
        return operation.outcome() == Outcome.OK;
    }

    /** The same, with the zxid by which readers knew the state that it left. */
    NameWrite seenAt(long mzxid) {
        return new NameWrite(operation, kind, uri, after, mzxid, kind.creates() ? mzxid : czxid, mzxid);
    }
}
