package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event.WatcherState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Event;
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
 * the whole subtree again. A znode that is missing then was deleted after the last state in which it was observed, and
 * not after the parent's last change of its children. If events have no zxid (servers before 3.9), the session reads the
 * changed znodes again.
 *
 * <p>Runs on a thread of its own. Its owner closes it.
 */
final class WatcherSession implements AutoCloseable {
    static final Duration CONNECT = Duration.ofSeconds(2);

    private static final long AGAIN_MILLIS = 200;
    private static final long POLL_MILLIS = 100;
    /** The maximum number of znodes of the subtree that are read again. */
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
     * @param czxid 0 if it is not known
     * @param seenZxid the zxid of a state in which it existed; not that of the end of the read, because it may have been
     *     deleted before
     */
    private record Seen(long czxid, long seenZxid) {}

    /** The existing znodes by path. Used by the session's thread. */
    private final Map<String, Seen> present = new HashMap<>();

    private @Nullable HarnessSession session;
    /** The zxid of the last event, at which everything in {@link #present} still existed; 0 if events have no zxid. */
    private long heardZxid;

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
            changed(WatcherState.BLIND, journal.clock().nanos());
            again();
        }
    }

    /** Opens a session; retries until it succeeds, because the member may be down or paused for a long time. */
    private void reopen() {
        if (closed) {
            return;
        }
        try {
            changed(WatcherState.BLIND, journal.clock().nanos());
            drop();
            int opened = ++generation;
            session = opener.open(address, event -> hear(opened, event));
            watchAndLook();
        } catch (IOException | KeeperException e) {
            again();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void again() {
        if (!closed) {
            var unused = thread.schedule(() -> guard(this::reopen), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void hear(int from, WatchedEvent event) {
        long at = journal.clock().nanos();
        if (!closed) {
            thread.execute(() -> guard(() -> handle(from, event, at)));
        }
    }

    /** Handles an event. Changes of znodes count from every session, but session states only from the present one. */
    private void handle(int from, WatchedEvent event, long at) {
        if (event.getType() != Watcher.Event.EventType.None) {
            tell(event, at);
            return;
        }
        if (from != generation) {
            return;
        }
        if (event.getState() != Watcher.Event.KeeperState.SyncConnected) {
            changed(WatcherState.BLIND, at);
        }
        if (event.getState() == Watcher.Event.KeeperState.Expired
                || event.getState() == Watcher.Event.KeeperState.Closed) {
            if (event.getState() == Watcher.Event.KeeperState.Expired) {
                again();
            }
        } else if (event.getState() == Watcher.Event.KeeperState.SyncConnected && session != null) {
            try {
                watchAndLook();
            } catch (KeeperException e) {
                again();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tell(WatchedEvent event, long at) {
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
        heardZxid = Math.max(heardZxid, zxid);
        Seen known = present.get(path);
        if (change == ZnodeChange.DELETED) {
            present.remove(path);
        } else if (change == ZnodeChange.CREATED || known == null) {
            present.put(path, new Seen(change == ZnodeChange.CREATED ? zxid : 0, zxid));
        }
        journal.accept(new Event.ZnodeObserved(member, change, path, zxid, 0, null, at));
        if (zxid == 0) {
            readAgain(path, change, known);
        }
    }

    /** Reads a znode after an event without a zxid: the znode or its parent bounds the zxid of the change. */
    private void readAgain(String path, ZnodeChange change, @Nullable Seen known) {
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

    private void absent(String path, Seen known, long upperZxid, long at) {
        journal.accept(Watchers.absent(member, path, Math.max(known.czxid(), known.seenZxid()), upperZxid, at));
    }

    private void present(String path, Stat stat, long seenZxid, long at) {
        long seen = Math.max(seenZxid, Math.max(stat.getMzxid(), stat.getPzxid()));
        present.put(path, new Seen(stat.getCzxid(), seen));
        journal.accept(new Event.ZnodeObserved(member, ZnodeChange.PRESENT, path, seen, 0, Watchers.stat(stat), at));
    }

    /** Sets the watch before it reads, so that no change in between is missed. */
    private void watchAndLook() throws KeeperException, InterruptedException {
        HarnessSession zk = session;
        if (zk == null) {
            return;
        }
        watch(zk);
        long heard = heardZxid;
        Map<String, Look> seen = new LinkedHashMap<>();
        Set<String> unread = look(zk, seen);
        Map<String, Seen> gone = new HashMap<>(present);
        gone.keySet().removeIf(path -> !unread.isEmpty() && isUnread(path, unread));
        seen.forEach((path, look) -> {
            Seen known = gone.get(path);
            if (known != null
                    && (known.czxid() == 0 || known.czxid() == look.stat().getCzxid())) {
                gone.remove(path);
            }
        });
        long at = journal.clock().nanos();
        gone.forEach((path, known) -> {
            present.remove(path);
            Seen last = new Seen(known.czxid(), Math.max(known.seenZxid(), heard));
            absent(path, last, upper(seen, path, zk), at);
        });
        seen.forEach((path, look) -> present(path, look.stat(), look.zxid(), at));
        changed(WatcherState.WATCHING, at);
    }

    /** Records the state if it has changed. The initial state, without a view, is not recorded. */
    private void changed(WatcherState now, long at) {
        if (state != now && !closed) {
            state = now;
            journal.accept(new Event.WatcherChanged(member, now, at));
        }
    }

    /** The result of reading a znode, and the zxid of a state in which it was true. */
    private record Look(Stat stat, long zxid) {}

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
            watchAndLook();
        } catch (KeeperException e) {
            // Disconnected: the events of the session cause a new one.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An upper bound for the zxid of the deletion of a missing znode: the last change of its parent's children. */
    private static long upper(Map<String, Look> seen, String path, HarnessSession zk) {
        Look above = seen.get(parent(path));
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
     * @return the znodes that were found but not read because of the limit; nothing is known of them and of those below
     *     them
     */
    private Set<String> look(HarnessSession zk, Map<String, Look> seen) throws KeeperException, InterruptedException {
        Deque<String> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty() && seen.size() < maxZnodes) {
            String path = open.remove();
            Stat stat = new Stat();
            long floor = zk.lastZxid(); // an event that arrives behind the answer may raise it: only a look without
            // events is
            // exact
            try {
                for (String child : zk.getChildren(path, false, stat)) {
                    open.add(path.equals("/") ? "/" + child : path + "/" + child);
                }
                seen.put(path, new Look(stat, polling ? zk.lastZxid() : floor));
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

    private void drop() throws InterruptedException {
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
                drop();
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
