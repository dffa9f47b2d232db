package dev.stampede.checker.checks.watches;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.WatchInput;
import dev.stampede.checker.history.data.WatchInput.ChangeType;
import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.AbstractHistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Methods for watches and for znodes that the servers remove. T = 3 s and tickTime 200 ms: an event is delivered within
 * 4 s, and a session ends within 3.3 s and the slowest write.
 */
final class WatchHistoryBuilder extends AbstractHistoryBuilder<WatchHistoryBuilder> {
    WatchHistoryBuilder() {
        super("watches");
    }

    /** Clients 1 to {@code count} connect at time 0. */
    static WatchHistoryBuilder of(int count) {
        return new WatchHistoryBuilder().clients(count);
    }

    @Override
    protected WatchHistoryBuilder self() {
        return this;
    }

    /** The Stat of a znode that was never deleted; its version and cversion are those of its first change. */
    static ZnodeStat znode(long czxid, long mzxid, int version) {
        return children(czxid, mzxid, version, czxid, 0);
    }

    static ZnodeStat children(long czxid, long mzxid, int version, long pzxid, int cversion) {
        return new ZnodeStat(czxid, mzxid, pzxid, 0, version, cversion, 0, 0, 0, 0);
    }

    private static long zxid(@Nullable ZnodeStat stat) {
        return stat == null ? 0 : Math.max(stat.mzxid(), stat.pzxid());
    }

    private static Opcode opcode(WatchKind kind) {
        return switch (kind) {
            case DATA -> Opcode.GET_DATA;
            case EXISTS -> Opcode.EXISTS;
            case CHILDREN -> Opcode.GET_CHILDREN;
            case PERSISTENT, PERSISTENT_RECURSIVE -> Opcode.ADD_WATCH;
        };
    }

    private WatchHistoryBuilder request(
            int client, OperationInput input, Opcode opcode, String path, Reply reply, long from, long to) {
        int op = invoked(client, path, input, from);
        return attempt(client, op, opcode, path, reply, from, to).completed(op, Custom.DONE, 0, to);
    }

    /** Client 1 sets a watch; a null Stat says that there is no znode, or for a persistent watch nothing. */
    WatchHistoryBuilder sets(String watch, WatchKind kind, String path, @Nullable ZnodeStat stat, long zxid, long at) {
        return sets(1, watch, kind, path, stat, zxid, at);
    }

    WatchHistoryBuilder sets(
            int client, String watch, WatchKind kind, String path, @Nullable ZnodeStat stat, long zxid, long at) {
        boolean absent = stat == null && kind.oneShot();
        Reply reply = absent ? Reply.of(ResultCode.NONODE, zxid, null) : Reply.ok(zxid, stat);
        return request(client, new WatchInput.SetWatch(watch, kind), opcode(kind), path, reply, at, at);
    }

    /** Client 1 reads a Stat; null if there is no znode. */
    WatchHistoryBuilder looks(String path, @Nullable ZnodeStat stat, long zxid, long at) {
        return looks(path, stat, zxid, at, at);
    }

    WatchHistoryBuilder looks(String path, @Nullable ZnodeStat stat, long zxid, long from, long to) {
        Reply reply = stat == null ? Reply.of(ResultCode.NONODE, zxid, null) : Reply.ok(zxid, stat);
        return request(1, new WatchInput.ReadStat(), Opcode.EXISTS, path, reply, from, to);
    }

    /** A watch of client 1 receives an event. */
    WatchHistoryBuilder fires(String watch, ChangeType type, String path, long zxid, long at) {
        int op = invoked(1, path, new WatchInput.Triggered(watch, type, zxid), at);
        return completed(op, Custom.DONE, 0, at);
    }

    /** A client writes a znode; the write is acknowledged. */
    WatchHistoryBuilder writes(int client, String path, ZnodeStat stat, long from, long to) {
        boolean create = stat.czxid() == stat.mzxid();
        OperationInput input = create ? new ZnodeInput.Create("d") : new ZnodeInput.SetData("d", -1);
        Opcode opcode = create ? Opcode.CREATE : Opcode.SET_DATA;
        return request(client, input, opcode, path, Reply.ok(zxid(stat), stat), from, to);
    }

    WatchHistoryBuilder deletes(int client, String path, long zxid, long from, long to) {
        return request(client, new ZnodeInput.Delete(-1), Opcode.DELETE, path, Reply.ok(zxid), from, to);
    }

    /** A client creates a TTL znode, and the leader's clock shows {@code at}. */
    WatchHistoryBuilder createsTtl(int client, String path, long ttl, long czxid, long at) {
        return request(
                client,
                new WatchInput.CreateTtl(ttl),
                Opcode.CREATE_TTL,
                path,
                Reply.ok(czxid, at(czxid, czxid, at)),
                at,
                at);
    }

    WatchHistoryBuilder createsContainer(int client, String path, long czxid, long at) {
        return attempt(client, -1, Opcode.CREATE_CONTAINER, path, Reply.ok(czxid, at(czxid, czxid, at)), at, at);
    }

    /** A client changes a znode, and the leader's clock shows {@code at}. */
    WatchHistoryBuilder touches(int client, String path, long czxid, long mzxid, long at) {
        return request(
                client,
                new ZnodeInput.SetData("d", -1),
                Opcode.SET_DATA,
                path,
                Reply.ok(mzxid, at(czxid, mzxid, at)),
                at,
                at);
    }

    /** A client creates any znode, and the leader's clock shows {@code at}. */
    WatchHistoryBuilder creates(int client, String path, long czxid, long at) {
        return attempt(client, -1, Opcode.CREATE, path, Reply.ok(czxid, at(czxid, czxid, at)), at, at);
    }

    private static ZnodeStat at(long czxid, long mzxid, long mtime) {
        return new ZnodeStat(czxid, mzxid, czxid, mtime, czxid == mzxid ? 0 : 1, 0, 0, 0, 0, 0);
    }

    WatchHistoryBuilder letsGo(int client, String path, long at) {
        return completed(invoked(client, path, new WatchInput.LetGo(), at), Custom.DONE, 0, at);
    }

    WatchHistoryBuilder failsToEnter(int client, String path, String error, long at) {
        return completed(invoked(client, path, new WatchInput.EnterContainer(), at), Outcome.FAILED, error, at);
    }

    /** Watcher sessions observe that a znode was deleted. */
    WatchHistoryBuilder gone(String path, long zxid, long at) {
        return observed(ZnodeChange.DELETED, path, zxid, 0, null, at);
    }

    WatchHistoryBuilder cutOff(int client, long from, long to) {
        return state(client, SessionState.SUSPENDED, from).state(client, SessionState.RECONNECTED, to);
    }

    WatchHistoryBuilder until(long at) {
        return phase(Phase.RECOVERY, at);
    }

    CheckResult watches() {
        return checkNamed(WatchesCheck.NAME);
    }

    CheckResult removals() {
        return checkNamed(RemovalsCheck.NAME, "interval=500");
    }

    List<String> kindsOfWatches() {
        return kinds(watches());
    }

    List<String> kindsOfRemovals() {
        return kinds(removals());
    }
}
