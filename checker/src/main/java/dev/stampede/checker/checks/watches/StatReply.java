package dev.stampede.checker.checks.watches;

import dev.stampede.checker.history.data.ZnodeStat;
import org.jspecify.annotations.Nullable;

/**
 * A response that was received on the event thread of its client and shows the state of a znode.
 *
 * @param stat null if the znode does not exist
 */
record StatReply(int operation, @Nullable ZnodeStat stat, long sentNanos, long atNanos) {
    /** Whether both show the same incarnation of a znode with the same data. */
    boolean sameData(StatReply other) {
        return stat == null
                ? other.stat == null
                : other.stat != null && stat.czxid() == other.stat.czxid() && stat.mzxid() == other.stat.mzxid();
    }

    /** Whether both show the same incarnation of a znode with the same children. */
    boolean sameChildren(StatReply other) {
        return stat == null
                ? other.stat == null
                : other.stat != null && stat.czxid() == other.stat.czxid() && stat.pzxid() == other.stat.pzxid();
    }
}
