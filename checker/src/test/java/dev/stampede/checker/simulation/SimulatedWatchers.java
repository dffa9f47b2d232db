package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.WatcherState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.simulation.ZnodeTree.Change;
import dev.stampede.checker.simulation.ZnodeTree.Transaction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The harness's watcher sessions, one for each member: they observe every change below a path. One whose member is
 * killed is blind; after the restart it reads which znodes exist. Not thread-safe.
 */
final class SimulatedWatchers {
    private static final Duration DELAY = Duration.ofNanos(300_000);

    /** The session at one member. */
    private static final class Watcher {
        private final Map<String, Long> existing = new TreeMap<>();
        private boolean watching;
        private long lastNanos;
        private long lastZxid;
    }

    private final VirtualTime time;
    private final RunRecorder recorder;
    private final String root;
    private final Map<Integer, Watcher> watchers = new HashMap<>();

    SimulatedWatchers(VirtualTime time, RunRecorder recorder, String root) {
        this.time = time;
        this.recorder = recorder;
        this.root = root;
    }

    /** Watches all members from now on. */
    void start(SimulatedEnsemble ensemble) {
        ensemble.members().forEach(this::look);
    }

    /** Called after each transaction that a member applied. */
    void applied(SimulatedMember member, Transaction transaction) {
        Watcher watcher = watchers.computeIfAbsent(member.number(), m -> new Watcher());
        if (watcher.watching) {
            transaction.changes().forEach(change -> observed(member, watcher, change, transaction.zxid()));
            watcher.lastZxid = transaction.zxid();
        }
    }

    private void observed(SimulatedMember member, Watcher watcher, Change change, long zxid) {
        String path = change.path();
        if (!below(path)) {
            return;
        }
        ZnodeChange kind =
                switch (change.opcode()) {
                    case CREATE -> ZnodeChange.CREATED;
                    case DELETE -> ZnodeChange.DELETED;
                    default -> ZnodeChange.CHANGED;
                };
        if (kind == ZnodeChange.DELETED) {
            watcher.existing.remove(path);
        } else {
            watcher.existing.put(path, zxid);
        }
        deliver(
                watcher,
                () -> recorder.add(new Event.ZnodeObserved(member.number(), kind, path, zxid, 0, null, time.tick())));
    }

    private boolean below(String path) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    private void deliver(Watcher watcher, Runnable event) {
        watcher.lastNanos =
                Math.max(watcher.lastNanos, time.now() + time.around(DELAY).toNanos());
        time.at(watcher.lastNanos, event);
    }

    /** The member was killed. */
    void blind(SimulatedMember member) {
        Watcher watcher = watchers.computeIfAbsent(member.number(), m -> new Watcher());
        if (watcher.watching) {
            watcher.watching = false;
            deliver(watcher, () -> state(member, WatcherState.BLIND));
        }
    }

    /** The session is connected: it sets its watch, reads which znodes exist, and watches. */
    void look(SimulatedMember member) {
        Watcher watcher = watchers.computeIfAbsent(member.number(), m -> new Watcher());
        watcher.watching = true;
        Map<String, Long> before = new TreeMap<>(watcher.existing);
        long after = watcher.lastZxid;
        long zxid = member.tree().zxid();
        watcher.existing.clear();
        for (String path : new TreeSet<>(member.tree().paths())) {
            ZnodeStat stat = member.tree().stat(path);
            if (below(path) && stat != null) {
                watcher.existing.put(path, stat.mzxid());
                before.remove(path);
                read(member, watcher, ZnodeChange.PRESENT, path, zxid, 0, stat);
            }
        }
        before.keySet().forEach(path -> read(member, watcher, ZnodeChange.ABSENT, path, zxid, after, null));
        watcher.lastZxid = zxid;
        deliver(watcher, () -> state(member, WatcherState.WATCHING));
    }

    private void read(
            SimulatedMember member,
            Watcher watcher,
            ZnodeChange kind,
            String path,
            long zxid,
            long after,
            @Nullable ZnodeStat stat) {
        deliver(
                watcher,
                () -> recorder.add(
                        new Event.ZnodeObserved(member.number(), kind, path, zxid, after, stat, time.tick())));
    }

    private void state(SimulatedMember member, WatcherState state) {
        recorder.add(new Event.WatcherChanged(member.number(), state, time.tick()));
    }
}
