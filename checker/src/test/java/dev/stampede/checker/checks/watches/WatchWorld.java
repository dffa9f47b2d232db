package dev.stampede.checker.checks.watches;

import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.WatchInput.ChangeType;
import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.FaultScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small ensemble that sends events as ZooKeeper does, with at most one kind of defect, and client 1, which sets
 * watches and reads. It writes a history, and notes the same facts for {@link WatchJudge}. Client 2 writes {@code /w/a}
 * and {@code /w/b}. Not thread-safe.
 */
final class WatchWorld {
    enum Defect {
        NONE,
        /** An event is not sent. */
        DROPS,
        /** An event is sent again. */
        REPEATS,
        /** An event is sent after the next response. */
        DELAYS,
        /** An event has another type. */
        WRONG_TYPE,
        /** An event is sent without a change. */
        INVENTS,
        /** An event has an old zxid. */
        OLD_ZXID
    }

    /** Client 1 set a watch; {@code stat} is null for an absent znode and for a persistent watch. */
    record Set(
            String name,
            WatchKind kind,
            String path,
            @Nullable ZnodeStat stat,
            long seen,
            long zxid,
            int session,
            long at) {}

    /** Client 1 was shown a state, by a read or with a watch. */
    record Look(String path, @Nullable ZnodeStat stat, int session, long sent, long at) {}

    /** A watch received an event. */
    record Fired(String name, ChangeType type, String path, long zxid, int session, long at) {}

    /** A change was acknowledged; its zxid is 0 if no response shows it. */
    record Write(String path, ChangeType type, long zxid, long sent, long at) {}

    /** Client 1 was connected. */
    record Connection(int session, long from, long to) {}

    private record Pending(String watch, ChangeType type, String path, long zxid) {}

    private static final List<String> PATHS = List.of("/w/a", "/w/b");
    private static final String PARENT = "/w";
    private static final List<ChangeType> CHANGES = List.of(ChangeType.values());
    private static final List<WatchKind> KINDS = List.of(WatchKind.values());

    final WatchHistoryBuilder history = WatchHistoryBuilder.of(2);
    final List<Set> sets = new ArrayList<>();
    final List<Look> looks = new ArrayList<>();
    final List<Fired> fired = new ArrayList<>();
    final List<Write> writes = new ArrayList<>();
    final List<Connection> connections = new ArrayList<>();
    final List<Long> replies = new ArrayList<>();
    final List<Long> breaks = new ArrayList<>();
    final List<long[]> faults = new ArrayList<>();
    long end;

    private final SplittableRandom random;
    private final Defect defect;
    private final Map<String, ZnodeStat> znodes = new TreeMap<>();
    private final Map<String, Set> active = new LinkedHashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private long zxid = 0x10;
    private long seen;
    private long now = 10;
    private int session = 1;
    private long connectedAt;
    private int names;
    private boolean defective;

    WatchWorld(SplittableRandom random, Defect defect) {
        this.random = random;
        this.defect = defect;
        znodes.put(PARENT, WatchHistoryBuilder.znode(2, 2, 0));
        breaks.add(0L);
    }

    WatchWorld live() {
        for (int step = 0; step < 30; step++) {
            long pause = 10L + random.nextInt(random.nextInt(6) == 0 ? 3_000 : 200);
            if (pause > 100 && defect != Defect.DELAYS) {
                flush(false);
            }
            now += pause;
            act();
        }
        flush(false);
        now += 1 + random.nextInt(6_000);
        end = now;
        disconnected(end);
        history.until(end);
        return this;
    }

    private void act() {
        switch (random.nextInt(20)) {
            case 0 -> reconnect();
            case 1 -> newSession();
            case 2 -> fault();
            case 3, 4, 5, 6, 7, 8 -> write();
            case 9, 10, 11, 12, 13 -> look();
            case 14 -> flush(false);
            default -> set();
        }
    }

    private String path() {
        return random.nextInt(4) == 0 ? PARENT : PATHS.get(random.nextInt(PATHS.size()));
    }

    private boolean now(Defect which) {
        if (defect != which || defective || random.nextInt(3) != 0) {
            return false;
        }
        defective = true;
        return true;
    }

    private void write() {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        ZnodeStat old = znodes.get(path);
        long at = ++zxid;
        long sent = Math.max(0, now - random.nextInt(400));
        long answered = now + random.nextInt(5);
        if (old == null || random.nextInt(3) > 0) {
            ZnodeStat stat = old == null
                    ? WatchHistoryBuilder.znode(at, at, 0)
                    : WatchHistoryBuilder.children(old.czxid(), at, old.version() + 1, old.pzxid(), old.cversion());
            znodes.put(path, stat);
            history.writes(2, path, stat, sent, answered);
            change(path, old == null ? ChangeType.CREATED : ChangeType.DATA_CHANGED, at, at, sent, answered);
        } else {
            znodes.remove(path);
            history.deletes(2, path, at, sent, answered);
            change(path, ChangeType.DELETED, at, 0, sent, answered);
        }
        if (old == null || !znodes.containsKey(path)) {
            ZnodeStat parent = znodes.get(PARENT);
            znodes.put(PARENT, WatchHistoryBuilder.children(2, parent.mzxid(), 0, at, parent.cversion() + 1));
            long shown = znodes.containsKey(path) ? at : 0;
            change(PARENT, ChangeType.CHILDREN_CHANGED, at, shown, sent, answered);
        }
    }

    private void change(String path, ChangeType type, long at, long shown, long sent, long answered) {
        writes.add(new Write(path, type, shown, sent, answered));
        for (Set set : List.copyOf(active.values())) {
            if (covers(set, path) && WatchJudge.types(set).contains(type)) {
                pending.add(new Pending(set.name(), type, path, at));
                if (set.kind().oneShot()) {
                    active.remove(set.name());
                }
            }
        }
    }

    static boolean covers(Set set, String path) {
        return path.equals(set.path())
                || (set.kind() == WatchKind.PERSISTENT_RECURSIVE && path.startsWith(set.path() + "/"));
    }

    /** The member sends its events, at most one per millisecond. */
    private void flush(boolean beforeResponse) {
        if (pending.isEmpty() && now(Defect.INVENTS) && !active.isEmpty()) {
            Set set = List.copyOf(active.values()).get(random.nextInt(active.size()));
            ChangeType type = WatchJudge.types(set).iterator().next();
            pending.add(new Pending(set.name(), type, set.path(), random.nextBoolean() ? 0 : zxid));
            if (set.kind().oneShot()) {
                active.remove(set.name());
            }
        }
        if (beforeResponse && !pending.isEmpty() && now(Defect.DELAYS)) {
            return;
        }
        for (Pending p : List.copyOf(pending)) {
            if (now(Defect.DROPS)) {
                continue;
            }
            long at = now(Defect.OLD_ZXID) ? 0x3L + random.nextInt(0x10) : p.zxid();
            ChangeType type = now(Defect.WRONG_TYPE) ? CHANGES.get(random.nextInt(4)) : p.type();
            fire(p.watch(), type, p.path(), at);
            if (now(Defect.REPEATS)) {
                fire(p.watch(), type, p.path(), at);
            }
        }
        pending.clear();
    }

    private void fire(String watch, ChangeType type, String path, long at) {
        now++;
        history.fires(watch, type, path, at, now);
        fired.add(new Fired(watch, type, path, at, session, now));
    }

    private void look() {
        long sent = now;
        flush(true);
        now++;
        String path = path();
        ZnodeStat stat = znodes.get(path);
        history.looks(path, stat, zxid, sent, now);
        looks.add(new Look(path, stat, session, sent, now));
        replied();
    }

    private void replied() {
        replies.add(now);
        seen = zxid;
    }

    private void set() {
        flush(true);
        now++;
        String path = path();
        ZnodeStat stat = znodes.get(path);
        WatchKind kind = KINDS.get(random.nextInt(5));
        if (stat == null && (kind == WatchKind.DATA || kind == WatchKind.CHILDREN)) {
            kind = WatchKind.EXISTS;
        }
        ZnodeStat shown = kind.oneShot() ? stat : null;
        String name = "w" + names++;
        history.sets(name, kind, path, shown, zxid, now);
        Set set = new Set(name, kind, path, shown, seen, zxid, session, now);
        sets.add(set);
        active.put(name, set);
        if (kind.oneShot()) {
            looks.add(new Look(path, shown, session, now, now));
        }
        replied();
    }

    private void disconnected(long at) {
        connections.add(new Connection(session, connectedAt, at));
        breaks.add(at);
    }

    private void reconnect() {
        flush(false);
        now++;
        history.state(1, SessionState.SUSPENDED, now);
        disconnected(now);
        Map<String, ZnodeStat> before = new TreeMap<>(znodes);
        while (random.nextInt(3) == 0) {
            now += 20;
            awayWrite();
        }
        now += 1 + random.nextInt(500);
        history.state(1, SessionState.RECONNECTED, now);
        connectedAt = now;
        breaks.add(now);
        pending.clear();
        catchUp(before);
    }

    /** A change while client 1 is away reaches no watch. */
    private void awayWrite() {
        Map<String, Set> watches = new LinkedHashMap<>(active);
        active.clear();
        write();
        active.putAll(watches);
    }

    private void catchUp(Map<String, ZnodeStat> before) {
        for (Set set : List.copyOf(active.values())) {
            ZnodeStat old = before.get(set.path());
            ZnodeStat stat = znodes.get(set.path());
            ChangeType type = null;
            if (set.kind().oneShot() && stat == null && set.stat() != null) {
                type = ChangeType.DELETED;
            } else if (set.kind() == WatchKind.CHILDREN
                    && stat != null
                    && (old == null || stat.pzxid() > old.pzxid())) {
                type = ChangeType.CHILDREN_CHANGED;
            } else if (set.kind() == WatchKind.EXISTS && set.stat() == null && stat != null) {
                type = ChangeType.CREATED;
            } else if (set.kind().oneShot()
                    && set.kind() != WatchKind.CHILDREN
                    && set.stat() != null
                    && stat != null
                    && (old == null || stat.mzxid() > old.mzxid())) {
                type = ChangeType.DATA_CHANGED;
            }
            if (type != null) {
                pending.add(new Pending(set.name(), type, set.path(), 0));
                active.remove(set.name());
            }
        }
    }

    private void newSession() {
        flush(false);
        now++;
        history.state(1, SessionState.EXPIRED, WatchHistoryBuilder.session(1) + 0x100L * (session - 1), now);
        disconnected(now);
        now += 1 + random.nextInt(100);
        session++;
        history.state(1, SessionState.CONNECTED, WatchHistoryBuilder.session(1) + 0x100L * (session - 1), now);
        connectedAt = now;
        breaks.add(now);
        active.clear();
        pending.clear();
        seen = 0;
    }

    private void fault() {
        long to = now + random.nextInt(500);
        history.fault(FaultScope.of("pause", "random").members(2), now, to);
        faults.add(new long[] {now, to});
        now = to;
    }
}
