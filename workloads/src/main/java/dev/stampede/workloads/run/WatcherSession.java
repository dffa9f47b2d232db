package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.WatcherState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.workloads.client.VersionDifferences;
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
 * The session at one member that watches a part of the tree with a persistent recursive watch, and looks again at all
 * of it whenever it was away: what is gone then was deleted after the state in which it was seen last, and no later than its
 * parent's last change of children. Where events carry no zxid (servers before 3.9), it reads again what they tell of.
 *
 * <p>Runs on a thread of its own. Whoever made it closes it.
 */
final class WatcherSession implements AutoCloseable {
    static final Duration CONNECT = Duration.ofSeconds(2);

    private static final long AGAIN_MILLIS = 200;
    private static final long POLL_MILLIS = 100;
    /** How many znodes, the watched one and those below it, are read again at most. */
    static final int MAX_ZNODES = 10_000;

    private final int member;
    private final String address;
    private final String root;
    private final HarnessSession.Opener opener;
    private final int maxZnodes;
    private final Journal journal;
    private final ScheduledExecutorService thread;
    /**
     * A znode that was there when it last looked or heard.
     *
     * @param czxid 0 if it is not known
     * @param seenZxid of a state in which it was there: not of the end of the look, by which it may have gone again
     */
    private record Seen(long czxid, long seenZxid) {}

    /** For its thread. */
    private final Map<String, Seen> present = new HashMap<>();

    private @Nullable HarnessSession session;
    /** The zxid of the last event: what is in {@link #present} was still there. 0 if events carry none. */
    private long heardZxid;

    private boolean polling;
    private boolean limitRecorded;
    /** The number of sessions that were opened. */
    private int generation;

    private WatcherState state = WatcherState.BLIND;
    private volatile boolean closed;

    /**
     * @param address of the member itself, on a path that no fault touches, with the run's chroot
     * @param root the znode that is watched, with all below it
     * @param maxZnodes how many znodes are read again at most after it was disconnected
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

    /** An executor keeps to itself what its work throws; a watcher session that failed is recorded, and opened again. */
    private void guard(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            journal.note(Event.Severity.BAD, "the watcher session at member " + member + " failed: " + e);
            changed(WatcherState.BLIND, journal.clock().nanos());
            again();
        }
    }

    /** Opens a session, again and again until it succeeds; the member may be dead or stopped for long. */
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

    /** Changes of znodes count whichever session they come from; the states of a session that was replaced do not. */
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
        long zxid = VersionDifferences.zxidOf(event);
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

    /** An event without a zxid says that something happened, but not when: the znode or its parent bound it. */
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
            // Away: when it is connected again it looks at everything.
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

    /** Watches first and looks then, so that nothing that happens in between is missed. */
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

    /** Records the state if it is another than the last one. It begins blind, which nobody needs to be told. */
    private void changed(WatcherState now, long at) {
        if (state != now && !closed) {
            state = now;
            journal.accept(new Event.WatcherChanged(member, now, at));
        }
    }

    /** What was read of a znode, and the zxid of a state in which it was so. */
    private record Look(Stat stat, long zxid) {}

    /** Servers before 3.6 know no such watch: there it looks again and again. */
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
            // Away: the session's own events open it again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A znode that is gone was deleted no later than its parent's children last changed. */
    private static long upper(Map<String, Look> seen, String path, HarnessSession zk) {
        Look above = seen.get(parent(path));
        return above == null ? zk.lastZxid() : Math.min(above.stat().getPzxid(), zk.lastZxid());
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /**
     * Reads what is there, up to the limit.
     *
     * @param seen receives what was read
     * @return the znodes that were found and not read any more; nothing is known of them and of those below them
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
                // Deleted meanwhile: the watch tells.
            }
        }
        if (!open.isEmpty() && !limitRecorded) {
            limitRecorded = true;
            journal.limitReached(Event.Limit.WATCHED_ZNODES, member, maxZnodes);
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

    @Override
    public void close() {
        closed = true;
        thread.execute(() -> {
            try {
                drop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.shutdown();
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
