package dev.stampede.checker.history.data;

/**
 * ZooKeeper's {@code Stat} of a znode, as far as checks compare it (the time of creation is left out).
 *
 * @param mtime milliseconds of the leader's wall clock, only compared for equality
 * @param ephemeralOwner the session that owns it, 0 for a znode that is not ephemeral
 */
public record ZnodeStat(
        long czxid,
        long mzxid,
        long pzxid,
        long mtime,
        int version,
        int cversion,
        int aversion,
        long ephemeralOwner,
        int dataLength,
        int children) {}
