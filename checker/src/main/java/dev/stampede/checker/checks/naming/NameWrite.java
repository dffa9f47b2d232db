package dev.stampede.checker.checks.naming;

import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A write to a name that took effect or may have taken effect.
 *
 * @param uri the new value of the name, null for a removal
 * @param requiredMzxid the mzxid of the required previous state, 0 for an unconditional write
 * @param zxid the zxid of its transaction, 0 if unknown
 * @param czxid the czxid of the znode that it wrote, 0 if unknown
 * @param maxZxid the largest zxid that its transaction can have
 */
record NameWrite(
        Operation operation, Kind kind, @Nullable String uri, long requiredMzxid, long zxid, long czxid, long maxZxid) {
    /** The {@code maxZxid} of a write without a response, which may take effect at any later time. */
    static final long UNBOUNDED = Long.MAX_VALUE >> 2;

    /** The kind of the write. */
    enum Kind {
        /** Creates the name, which must not exist. */
        REGISTER,
        /** Replaces the URI. */
        CHANGE,
        /** Removes and registers the name in one transaction. */
        REPLACE,
        /** Registers the name whether it exists or not, in several steps. */
        PUT,
        /** Removes the name. */
        UNREGISTER;

        boolean creates() {
            return this == REGISTER || this == REPLACE || this == PUT;
        }

        /** The number of znodes of the name that it may remove. */
        int removes() {
            return switch (this) {
                case UNREGISTER, REPLACE -> 1;
                case PUT -> 2;
                case REGISTER, CHANGE -> 0;
            };
        }

        /** Whether the name may temporarily have no znode, although it is registered before and afterwards. */
        boolean leavesNone() {
            return this == UNREGISTER || this == PUT;
        }
    }

    /** Whether the write certainly took effect. */
    boolean certain() {
        return operation.outcome() == Outcome.OK;
    }

    /** A copy with the zxid under which readers saw its state. */
    NameWrite seenAt(long mzxid) {
        return new NameWrite(operation, kind, uri, requiredMzxid, mzxid, kind.creates() ? mzxid : czxid, mzxid);
    }
}
