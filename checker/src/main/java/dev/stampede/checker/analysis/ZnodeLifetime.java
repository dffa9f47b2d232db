package dev.stampede.checker.analysis;

import org.jspecify.annotations.Nullable;

/**
 * The known lifetime of one znode. If it was deleted, the zxid of the delete is greater than {@code alive} and at most
 * {@code gone}.
 *
 * @param path empty if unknown
 * @param owner its ephemeralOwner: 0 if it is not ephemeral, {@link #UNKNOWN} if no Stat was seen
 * @param alive a zxid at which it certainly existed
 * @param gone a zxid at which it was certainly deleted; {@link #NEVER} if there is none
 * @param goneNanos the first time at which the delete was known; {@link #NEVER} if it never was
 * @param deleter the acknowledged delete that removed it, null if unknown
 */
public record ZnodeLifetime(
        String path, long czxid, long owner, long alive, long gone, long goneNanos, @Nullable DeleteRequest deleter) {
    public static final long NEVER = Long.MAX_VALUE;
    public static final long UNKNOWN = -1;

    /** A znode of which only the create is known. */
    static ZnodeLifetime unknown(long czxid, long owner) {
        return new ZnodeLifetime("", czxid, owner, czxid, NEVER, NEVER, null);
    }

    /** The same znode, deleted with its session at the latest. */
    ZnodeLifetime closed(long zxid, long atNanos) {
        return new ZnodeLifetime(path, czxid, owner, alive, zxid, atNanos, null);
    }

    /** Whether it certainly belongs to a session. */
    public boolean ephemeral() {
        return owner != 0 && owner != UNKNOWN;
    }

    /** Whether the zxid of its delete is known exactly. */
    public boolean exact() {
        return gone == alive + 1;
    }
}
