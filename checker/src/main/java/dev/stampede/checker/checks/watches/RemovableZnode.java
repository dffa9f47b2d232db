package dev.stampede.checker.checks.watches;

import dev.stampede.checker.analysis.ZnodeLifetime;
import java.util.List;

/**
 * A TTL znode or a container that a client created with an acknowledged request.
 *
 * @param ttlMillis 0 for a container
 * @param changes its create and the acknowledged sets, in the order of their zxids
 * @param lifetime its lifetime, derived from all observations
 * @param uncertainChange whether it is unknown if a set, or the create of a child, took effect
 * @param clientMayDelete whether a client may have deleted it
 */
record RemovableZnode(
        int client,
        int operation,
        String path,
        long ttlMillis,
        List<Change> changes,
        ZnodeLifetime lifetime,
        boolean uncertainChange,
        boolean clientMayDelete) {

    /**
     * A write that set mtime.
     *
     * @param mtimeMillis the mtime, by the wall clock of the leader
     */
    record Change(long zxid, long mtimeMillis, int operation, long sentNanos, long answeredNanos) {}

    boolean container() {
        return ttlMillis == 0;
    }

    /** Whether the server removed it, at a known zxid. */
    boolean removed() {
        return !clientMayDelete && lifetime.exact() && lifetime.gone() != ZnodeLifetime.NEVER;
    }

    /** The last change before its removal. */
    Change lastChange() {
        return changes.get(changes.size() - 1);
    }

    /**
     * Whether more than its TTL passed between two of its changes, so that it may have become a candidate for removal.
     */
    boolean wasCandidate() {
        for (int i = 1; i < changes.size(); i++) {
            if (changes.get(i).mtimeMillis() - changes.get(i - 1).mtimeMillis() > ttlMillis) {
                return true;
            }
        }
        return false;
    }

    String text() {
        return (container() ? "the container " : "the TTL znode ")
                + path
                + (container() ? "" : " with a TTL of " + ttlMillis + " ms");
    }
}
