package dev.stampede.workloads.scenario.watches;

import dev.stampede.checker.history.data.OperationOutput.Custom;
import dev.stampede.checker.history.data.WatchInput;
import dev.stampede.checker.history.data.WatchInput.ChangeType;
import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.ClientCompatibility;
import dev.stampede.workloads.client.ClientContext;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.scenario.ViewRecorder;
import dev.stampede.workloads.scenario.ZnodeStates;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * A correct client of watches: it knows the data of some znodes, and counts the children of others.
 *
 * <p>In one session it learns the data by one-shot watches, in the next by persistent ones, and then by a persistent
 * recursive one on the parent. Each watch is an object of its own, with a name, so that each event belongs to one
 * request. An event only causes a read. A one-shot watch is set again with that read; a persistent one is not, but
 * after a reconnect the client reads everything again, because a persistent watch does not report changes during a
 * disconnect. Children are always watched by one-shot watches.
 *
 * <p>All requests are asynchronous, so that the event thread handles events and answers in the order of their arrival.
 * {@link #refresh} repeats failed requests. Each mutant overrides one step. Used by the event threads and by the
 * client's thread.
 */
public class WatchedZnodes {
    private static final int MODES = 3;
    /** The recorder allows a client 16 open operations; the rest is for its thread. */
    private static final int MOST_OPEN = 10;

    private final ClientContext context;
    private final String parent;
    private final List<String> data;
    private final List<String> parents;
    private final ViewRecorder view;
    private final Map<String, ZnodeState> current = new ConcurrentHashMap<>();
    private final Set<Recorder.Op> open = ConcurrentHashMap.newKeySet();
    private final Set<String> readAgain = new LinkedHashSet<>(); // guarded by itself
    private final Set<String> countAgain = new LinkedHashSet<>(); // guarded by readAgain
    private final Set<String> watchAgain = new LinkedHashSet<>(); // guarded by readAgain
    private volatile @Nullable ZooKeeper handle;
    private volatile WatchKind kind = WatchKind.DATA;
    private int names; // guarded by readAgain
    private int sessions;

    /**
     * @param parent the parent of all znodes
     * @param data the znodes whose data the client knows
     * @param parents the znodes whose children the client watches
     */
    public WatchedZnodes(
            ClientContext context, String parent, List<String> data, List<String> parents, ViewRecorder view) {
        this.context = context;
        this.parent = parent;
        this.data = data;
        this.parents = parents;
        this.view = view;
    }

    /** The kind of the watches for the data in a session. The sessions use the kinds in turn. */
    protected WatchKind kindOf(int session) {
        return switch (session % MODES) {
            case 0 -> WatchKind.DATA;
            case 1 -> WatchKind.PERSISTENT;
            default -> WatchKind.PERSISTENT_RECURSIVE;
        };
    }

    /**
     * Begins to watch in a new session, and repeats requests that failed. Called by the client's thread while
     * connected.
     */
    final void refresh(ZooKeeper zk) {
        if (zk != handle) {
            begin(zk);
        }
        repeat(watchAgain, key -> addWatch(zk, key));
        repeat(readAgain, key -> read(zk, key));
        repeat(countAgain, key -> count(zk, key));
    }

    private void begin(ZooKeeper zk) {
        abandon();
        kind = kindOf(context.spec().number() + sessions++);
        handle = zk;
        synchronized (readAgain) {
            readAgain.clear();
            watchAgain.clear();
            countAgain.clear();
            countAgain.addAll(parents);
            if (kind.oneShot()) {
                readAgain.addAll(data);
            } else {
                watchAgain.addAll(kind == WatchKind.PERSISTENT ? data : List.of(parent));
            }
        }
    }

    private List<String> takeAll(Set<String> wanted) {
        synchronized (readAgain) {
            List<String> all = List.copyOf(wanted);
            wanted.clear();
            return all;
        }
    }

    /** Repeats requests, as many as may be open; the others wait for the next call. */
    private void repeat(Set<String> wanted, Consumer<String> request) {
        for (String key : takeAll(wanted)) {
            if (full()) {
                repeatLater(wanted, key);
            } else {
                request.accept(key);
            }
        }
    }

    private boolean full() {
        return open.size() >= MOST_OPEN;
    }

    private void repeatLater(Set<String> wanted, String key) {
        synchronized (readAgain) {
            wanted.add(key);
        }
    }

    /** The session is connected, for the first time or again. Called on the event thread. */
    protected void connected() {
        if (!kind.oneShot()) {
            synchronized (readAgain) {
                readAgain.addAll(data);
            }
        }
    }

    /**
     * Reads a znode without a watch, to compare the answer with the events. Called by the client's thread while
     * connected.
     */
    final void look(ZooKeeper zk, String key) {
        if (!full()) {
            readStat(zk, key, false);
        }
    }

    /** Sets one more one-shot watch on a znode that exists and may already have one. */
    final void watchOnceMore(ZooKeeper zk, String key) {
        if (full()) {
            return;
        }
        Watch watch = new Watch(zk, WatchKind.DATA, false);
        Recorder.Op op = begin(key, new WatchInput.SetWatch(watch.name, WatchKind.DATA));
        zk.getData(key, watch, (rc, path, ctx, bytes, stat) -> complete(op, rc, false), null);
    }

    private void addWatch(ZooKeeper zk, String key) {
        Watch watch = new Watch(zk, kind, true);
        Recorder.Op op = begin(key, new WatchInput.SetWatch(watch.name, kind));
        AddWatchMode mode = kind == WatchKind.PERSISTENT ? AddWatchMode.PERSISTENT : AddWatchMode.PERSISTENT_RECURSIVE;
        zk.addWatch(
                key,
                watch,
                mode,
                (rc, path, ctx) -> {
                    boolean done = complete(op, rc, false);
                    if (zk == handle && done) {
                        synchronized (readAgain) {
                            readAgain.addAll(key.equals(parent) ? data : List.of(key));
                        }
                    } else if (zk == handle) {
                        repeatLater(watchAgain, key);
                    }
                },
                null);
    }

    /** Reads the data of a znode, and sets a one-shot watch unless a persistent one is set. */
    protected final void read(ZooKeeper zk, String key) {
        if (kind.oneShot()) {
            readAndWatch(zk, key);
        } else {
            readStat(zk, key, true);
        }
    }

    /** Reads the data of a znode and sets a one-shot watch. */
    protected void readAndWatch(ZooKeeper zk, String key) {
        Watch watch = new Watch(zk, WatchKind.DATA, true);
        Recorder.Op op = begin(key, new WatchInput.SetWatch(watch.name, WatchKind.DATA));
        zk.getData(
                key,
                watch,
                (rc, path, ctx, bytes, stat) -> {
                    boolean found = complete(op, rc, false);
                    if (zk != handle) {
                        return;
                    } else if (found) {
                        adopt(key, ZnodeStates.of(bytes, stat));
                    } else if (rc == Code.NONODE.intValue()) {
                        watchForCreation(zk, key);
                    } else {
                        repeatLater(readAgain, key);
                    }
                },
                null);
    }

    /** Sets a one-shot watch on a znode that may not exist, and ignores its state. */
    protected final void watchUnread(ZooKeeper zk, String key) {
        Watch watch = new Watch(zk, WatchKind.EXISTS, true);
        Recorder.Op op = begin(key, new WatchInput.SetWatch(watch.name, WatchKind.EXISTS));
        zk.exists(
                key,
                watch,
                (rc, path, ctx, stat) -> {
                    if (!complete(op, rc, true) && zk == handle) {
                        repeatLater(readAgain, key);
                    }
                },
                null);
    }

    /** {@code getData} sets no watch on an absent znode, but {@code exists} does. */
    protected final void watchForCreation(ZooKeeper zk, String key) {
        Watch watch = new Watch(zk, WatchKind.EXISTS, true);
        Recorder.Op op = begin(key, new WatchInput.SetWatch(watch.name, WatchKind.EXISTS));
        zk.exists(
                key,
                watch,
                (rc, path, ctx, stat) -> {
                    boolean answered = complete(op, rc, true);
                    if (zk == handle && answered && stat == null) {
                        adopt(key, null);
                    } else if (zk == handle) {
                        repeatLater(readAgain, key); // It was created meanwhile, or the request failed.
                    }
                },
                null);
    }

    /**
     * Reads the data of a znode without a watch.
     *
     * @param uses whether the client uses the result
     */
    protected final void readStat(ZooKeeper zk, String key, boolean uses) {
        Recorder.Op op = begin(key, new WatchInput.ReadStat());
        zk.getData(
                key,
                false,
                (rc, path, ctx, bytes, stat) -> {
                    boolean answered = complete(op, rc, true);
                    if (zk != handle || !uses) {
                        return;
                    } else if (answered) {
                        adopt(key, rc == Code.OK.intValue() ? ZnodeStates.of(bytes, stat) : null);
                    } else {
                        repeatLater(readAgain, key);
                    }
                },
                null);
    }

    private void count(ZooKeeper zk, String key) {
        Watch watch = new Watch(zk, WatchKind.CHILDREN, true);
        Recorder.Op op = begin(key, new WatchInput.SetWatch(watch.name, WatchKind.CHILDREN));
        zk.getChildren(
                key,
                watch,
                (rc, path, ctx, children, stat) -> {
                    if (!complete(op, rc, false) && zk == handle) {
                        repeatLater(countAgain, key);
                    }
                },
                null);
    }

    private void adopt(String key, @Nullable ZnodeState state) {
        if (state == null) {
            current.remove(key);
        } else {
            current.put(key, state);
        }
        view.record(key, () -> current.get(key));
    }

    /** The state that the client uses; null if the znode does not exist, or its state is not known. */
    final @Nullable ZnodeState current(String key) {
        return current.get(key);
    }

    private Recorder.Op begin(String key, WatchInput input) {
        Recorder.Op op = context.recorder().invoke(key, input);
        open.add(op);
        return op;
    }

    /**
     * Completes an operation. Returns whether the server answered it; NoNode is an answer only if {@code mayBeAbsent}.
     */
    private boolean complete(Recorder.Op op, int rc, boolean mayBeAbsent) {
        open.remove(op);
        boolean answered = rc == Code.OK.intValue() || (mayBeAbsent && rc == Code.NONODE.intValue());
        if (answered) {
            op.ok(Custom.DONE);
        } else {
            op.failed(String.valueOf(Code.get(rc)));
        }
        return answered;
    }

    /** Fails the outstanding requests of a closed handle, because ZooKeeper drops their callbacks. */
    final void abandon() {
        List<Recorder.Op> abandoned = List.copyOf(open);
        open.removeAll(abandoned);
        abandoned.forEach(op -> op.failed("the session has ended"));
    }

    /** Reacts to an event of the data of a znode in the current session. Called on the event thread. */
    protected void changed(ZooKeeper zk, String key) {
        read(zk, key);
    }

    /** The watcher of one request. */
    private final class Watch implements Watcher {
        private final ZooKeeper zk;
        private final WatchKind watched;
        private final boolean reacts;
        private final String name;

        Watch(ZooKeeper zk, WatchKind watched, boolean reacts) {
            this.zk = zk;
            this.watched = watched;
            this.reacts = reacts;
            synchronized (readAgain) {
                this.name = context.spec().uniqueName() + ".w" + names++;
            }
        }

        private void reactLater(String path) {
            if (watched == WatchKind.CHILDREN) {
                repeatLater(countAgain, path);
            } else if (data.contains(path)) {
                repeatLater(readAgain, path);
            }
        }

        @Override
        public void process(WatchedEvent event) {
            String path = event.getPath();
            if (event.getType() == Event.EventType.None || path == null) {
                return; // The default watcher handles the states of the session.
            }
            context.recorder()
                    .invoke(
                            path,
                            new WatchInput.Triggered(
                                    name, ChangeType.named(event.getType().name()), ClientCompatibility.zxidOf(event)))
                    .ok();
            if (!reacts || zk != handle) {
                return;
            } else if (full()) {
                reactLater(path);
            } else if (watched == WatchKind.CHILDREN) {
                count(zk, path);
            } else if (data.contains(path) && event.getType() != Event.EventType.NodeChildrenChanged) {
                changed(zk, path);
            }
        }
    }
}
