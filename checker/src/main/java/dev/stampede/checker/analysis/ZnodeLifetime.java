package dev.stampede.checker.analysis;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the life of one znode. It was deleted in ({@code alive}, {@code gone}].
 *
 * @param path empty if nobody named it
 * @param owner its ephemeralOwner: 0 for one that is not ephemeral, {@link #UNKNOWN} if nobody saw its Stat
 * @param alive a zxid at which it was certainly there
 * @param gone a zxid at which it was certainly deleted; {@link #NEVER} if there is no such
 * @param goneNanos when somebody first knew that it was gone; {@link #NEVER} if nobody did
 * @param deleter the acknowledged delete that removed it, null if none is known to have
 */
public record ZnodeLifetime(
        String path, long czxid, long owner, long alive, long gone, long goneNanos, @Nullable DeleteRequest deleter) {
    public static final long NEVER = Long.MAX_VALUE;
    public static final long UNKNOWN = -1;

    /** Of a znode of which nothing is known but that it was created. */
    static ZnodeLifetime unknown(long czxid, long owner) {
        return new ZnodeLifetime("", czxid, owner, czxid, NEVER, NEVER, null);
    }

    /** The same znode, which went with its session at the latest. */
    ZnodeLifetime closed(long zxid, long atNanos) {
        return new ZnodeLifetime(path, czxid, owner, alive, zxid, atNanos, null);
    }

    /** Whether it is known to belong to a session. */
    public boolean ephemeral() {
        return owner != 0 && owner != UNKNOWN;
    }

    /** Whether the zxid of its delete is known exactly, or it was never deleted as far as anybody knows. */
    public boolean exact() {
        return gone == alive + 1;
    }
}
