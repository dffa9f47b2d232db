package dev.stampede.checker.history.data;

/**
 * ZooKeeper's {@code Stat} of a znode, without the field ctime, which no check compares.
 *
 * @param mtime milliseconds of the leader's wall clock, compared for equality only
 * @param ephemeralOwner the session that owns the znode, 0 if the znode is not ephemeral
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
