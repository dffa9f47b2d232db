package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.WatcherState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.workloads.client.ClientCompatibility;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * A session at one member that watches a subtree with a persistent recursive watch. After every disconnection it reads
 * the whole subtree again. A znode that is missing from this read was deleted after the last state in which it was
 * observed, and at the latest at the pzxid of its parent. If events have no zxid (servers before 3.9), the session
 * reads the changed znodes again.
 *
 * <p>Runs on a thread of its own. Its owner closes it.
 */
final class WatcherSession implements AutoCloseable {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private static final long RETRY_MILLIS = 200;
    private static final long POLL_MILLIS = 100;
    /** The maximum number of znodes of the subtree that one read covers. */
    static final int MAX_ZNODES = 10_000;

    private final int member;
    private final String address;
    private final String root;
    private final HarnessSession.Opener opener;
    private final int maxZnodes;
    private final Journal journal;
    private final ScheduledExecutorService thread;
    /**
     * A znode that exists according to the last read or event.
     *
     * @param czxid the czxid of the znode; 0 if it is not known
     * @param existedZxid the zxid of a state in which the znode existed; not the zxid at the end of a read, because the
     *     znode may have been deleted during the read
     */
    private record KnownZnode(long czxid, long existedZxid) {}

    /** The existing znodes by path. Used by the session's thread. */
    private final Map<String, KnownZnode> present = new HashMap<>();

    private @Nullable HarnessSession session;
    /** The zxid of the last event while watching: every znode in {@link #present} existed then. 0 without zxids. */
    private long lastEventZxid;

    private boolean polling;
    private boolean limitRecorded;
    /** The number of opened sessions. */
    private int generation;

    private WatcherState state = WatcherState.BLIND;
    private volatile boolean closed;

    /**
     * @param address the address of the member itself, on a path that no fault affects, with the run's chroot
     * @param root the root of the watched subtree
     * @param maxZnodes the maximum number of znodes that are read again after a disconnection
     */
    WatcherSession(
            int member, String address, String root, HarnessSession.Opener opener, int maxZnodes, Journal journal) {
        this.member = member;
        this.address = address;
        this.root = root;
        this.opener = opener;
        this.maxZnodes = maxZnodes;
        this.journal = journal;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "watcher-" + member);
            made.setDaemon(true);
            return made;
        });
    }

    void start() {
        thread.execute(() -> guard(this::reopen));
    }

    /** Runs a task. An executor would swallow its exception; this method records it and opens a new session. */
    private void guard(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            journal.note(Event.Severity.BAD, "the watcher session at member " + member + " failed: " + e);
            changeState(WatcherState.BLIND, journal.clock().nanos());
            reopenLater();
        }
    }

    /** Opens a session; retries until it succeeds, because the member may be down or paused for a long time. */
    private void reopen() {
        if (closed) {
            return;
        }
        try {
            changeState(WatcherState.BLIND, journal.clock().nanos());
            closeSession();
            int opened = ++generation;
            session = opener.open(address, event -> enqueue(opened, event));
            watchAndRead();
        } catch (IOException | KeeperException e) {
            reopenLater();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reopenLater() {
        if (!closed) {
            var unused = thread.schedule(() -> guard(this::reopen), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void enqueue(int from, WatchedEvent event) {
        long at = journal.clock().nanos();
        if (!closed) {
            thread.execute(() -> guard(() -> handle(from, event, at)));
        }
    }

    /**
     * Handles an event. A change of a znode counts from every session, a session state only from the current session.
     */
    private void handle(int from, WatchedEvent event, long at) {
        if (event.getType() != Watcher.Event.EventType.None) {
            recordChange(event, at);
            return;
        }
        if (from != generation) {
            return;
        }
        if (event.getState() != Watcher.Event.KeeperState.SyncConnected) {
            changeState(WatcherState.BLIND, at);
        }
        if (event.getState() == Watcher.Event.KeeperState.Expired
                || event.getState() == Watcher.Event.KeeperState.Closed) {
            if (event.getState() == Watcher.Event.KeeperState.Expired) {
                reopenLater();
            }
        } else if (event.getState() == Watcher.Event.KeeperState.SyncConnected && session != null) {
            try {
                watchAndRead();
            } catch (KeeperException e) {
                reopenLater();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void recordChange(WatchedEvent event, long at) {
        String path = event.getPath();
        if (path == null) {
            return;
        }
        ZnodeChange change =
                switch (event.getType()) {
                    case NodeCreated -> ZnodeChange.CREATED;
                    case NodeDeleted -> ZnodeChange.DELETED;
                    case NodeDataChanged -> ZnodeChange.CHANGED;
                    default -> null;
                };
        long zxid = ClientCompatibility.zxidOf(event);
        if (change == null) {
            return;
        }
        if (state == WatcherState.WATCHING) {
            // Not before the read after a reconnect: events of deletes may have been missed until this read.
            lastEventZxid = Math.max(lastEventZxid, zxid);
        }
        KnownZnode known = present.get(path);
        if (change == ZnodeChange.DELETED) {
            present.remove(path);
        } else if (change == ZnodeChange.CREATED || known == null) {
            present.put(path, new KnownZnode(change == ZnodeChange.CREATED ? zxid : 0, zxid));
        }
        journal.accept(new Event.ZnodeObserved(member, change, path, zxid, 0, null, at));
        if (zxid == 0) {
            readAgain(path, change, known);
        }
    }

    /**
     * Reads a znode after an event without a zxid: the {@code Stat} of the znode or of its parent bounds the zxid of
     * the change.
     */
    private void readAgain(String path, ZnodeChange change, @Nullable KnownZnode known) {
        HarnessSession zk = session;
        if (zk == null) {
            return;
        }
        try {
            if (change == ZnodeChange.DELETED) {
                Stat parent = zk.exists(parent(path), false);
                if (known != null) {
                    long upper = parent == null ? zk.lastZxid() : Math.min(parent.getPzxid(), zk.lastZxid());
                    absent(path, known, upper, journal.clock().nanos());
                }
                return;
            }
            long floor = zk.lastZxid();
            Stat stat = zk.exists(path, false);
            if (stat != null) {
                present(path, stat, floor, journal.clock().nanos());
            }
        } catch (KeeperException e) {
            // Disconnected: after the reconnect the whole subtree is read.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void absent(String path, KnownZnode known, long upperZxid, long at) {
        journal.accept(Watchers.absent(member, path, Math.max(known.czxid(), known.existedZxid()), upperZxid, at));
    }

    private void present(String path, Stat stat, long existedZxid, long at) {
        long seen = Math.max(existedZxid, Math.max(stat.getMzxid(), stat.getPzxid()));
        present.put(path, new KnownZnode(stat.getCzxid(), seen));
        journal.accept(new Event.ZnodeObserved(member, ZnodeChange.PRESENT, path, seen, 0, Watchers.stat(stat), at));
    }

    /** Sets the watch before it reads, so that no change in between is missed. */
    private void watchAndRead() throws KeeperException, InterruptedException {
        HarnessSession zk = session;
        if (zk == null) {
            return;
        }
        watch(zk);
        long heard = lastEventZxid;
        Map<String, ZnodeRead> seen = new LinkedHashMap<>();
        Set<String> unread = readSubtree(zk, seen);
        Map<String, KnownZnode> missing = new HashMap<>(present);
        missing.keySet().removeIf(path -> !unread.isEmpty() && isUnread(path, unread));
        seen.forEach((path, read) -> {
            KnownZnode known = missing.get(path);
            if (known != null
                    && (known.czxid() == 0 || known.czxid() == read.stat().getCzxid())) {
                missing.remove(path);
            }
        });
        long at = journal.clock().nanos();
        missing.forEach((path, known) -> {
            present.remove(path);
            KnownZnode last = new KnownZnode(known.czxid(), Math.max(known.existedZxid(), heard));
            absent(path, last, upper(seen, path, zk), at);
        });
        seen.forEach((path, read) -> present(path, read.stat(), read.zxid(), at));
        changeState(WatcherState.WATCHING, at);
    }

    /** Records the state if it has changed. The initial state is not recorded. */
    private void changeState(WatcherState now, long at) {
        if (state != now && !closed) {
            state = now;
            journal.accept(new Event.WatcherChanged(member, now, at));
        }
    }

    /** The {@code Stat} that a read returned, and the zxid of a state in which the znode had it. */
    private record ZnodeRead(Stat stat, long zxid) {}

    /** Sets the watch. Servers before 3.6 do not support it, so there the subtree is polled. */
    private void watch(HarnessSession zk) throws KeeperException, InterruptedException {
        if (!polling) {
            try {
                zk.addWatch(root, AddWatchMode.PERSISTENT_RECURSIVE);
            } catch (KeeperException.UnimplementedException e) {
                polling = true;
                var unused = thread.scheduleWithFixedDelay(
                        () -> guard(this::poll), POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void poll() {
        try {
            watchAndRead();
        } catch (KeeperException e) {
            // Disconnected: the next event of the session causes another read.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An upper bound for the zxid of the deletion of a missing znode: the last change of its parent's children. */
    private static long upper(Map<String, ZnodeRead> seen, String path, HarnessSession zk) {
        ZnodeRead above = seen.get(parent(path));
        return above == null ? zk.lastZxid() : Math.min(above.stat().getPzxid(), zk.lastZxid());
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /**
     * Reads the subtree, up to the limit.
     *
     * @param seen receives the znodes that were read
     * @return the znodes that were found but not read because of the limit; the read says nothing about them and their
     *     descendants
     */
    private Set<String> readSubtree(HarnessSession zk, Map<String, ZnodeRead> seen)
            throws KeeperException, InterruptedException {
        Deque<String> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty() && seen.size() < maxZnodes) {
            String path = open.remove();
            Stat stat = new Stat();
            // Before the read: an event that arrives after the reply may raise the last zxid of the session.
            long floor = zk.lastZxid();
            try {
                for (String child : zk.getChildren(path, false, stat)) {
                    open.add(path.equals("/") ? "/" + child : path + "/" + child);
                }
                seen.put(path, new ZnodeRead(stat, polling ? zk.lastZxid() : floor));
            } catch (KeeperException.NoNodeException e) {
                // Deleted meanwhile; the watch fires.
            }
        }
        if (!open.isEmpty() && !limitRecorded) {
            limitRecorded = true;
            journal.limitReached(HarnessLimit.WATCHED_ZNODES, member, maxZnodes);
        }
        return new HashSet<>(open);
    }

    private static boolean isUnread(String path, Set<String> unread) {
        for (String at = path; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            if (unread.contains(at)) {
                return true;
            }
        }
        return false;
    }

    private void closeSession() throws InterruptedException {
        HarnessSession zk = session;
        session = null;
        if (zk != null) {
            zk.close(200);
        }
    }

    /** Begins to close the session; {@link #close} waits for the end. Idempotent. */
    void beginClose() {
        if (thread.isShutdown()) {
            return;
        }
        closed = true;
        thread.execute(() -> {
            try {
                closeSession();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.shutdown();
    }

    @Override
    public void close() {
        beginClose();
        try {
            if (!thread.awaitTermination(3, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
