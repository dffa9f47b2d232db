package com.example.users;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * An elector in the style of Solr's {@code LeaderElector}: an ephemeral sequential znode for each candidate, the lowest
 * leads, every other one watches its predecessor, and after the end of its session it registers again. Works with its
 * own handle.
 */
public class SolrLikeElector {
    private static final String ELECTION = "/overseer_elect";
    private static final long WAIT_MILLIS = 1000;

    private final String id = UUID.randomUUID().toString();
    private final RawSession session;
    private final ExecutorService work = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "overseer-election");
        thread.setDaemon(true);
        return thread;
    });
    private String own; // used by the working thread only
    private long ownSession;
    private int lossesBefore; // when the last check began
    private int losses; // how often the connection was lost; guarded by this
    private volatile boolean leader;
    private volatile boolean closed;

    public SolrLikeElector(String connectString) {
        this.session = new RawSession(connectString, state -> {
            stateLost();
            later(this::check);
        });
    }

    private synchronized void stateLost() {
        losses++;
        leader = false;
    }

    private synchronized int losses() {
        return losses;
    }

    public void start() {
        later(this::check);
    }

    public boolean isLeader() {
        return leader;
    }

    public void close() throws InterruptedException {
        quit();
        work.shutdown();
        work.awaitTermination(10, TimeUnit.SECONDS);
        session.close();
    }

    private synchronized void quit() {
        closed = true;
        leader = false;
    }

    private void later(Runnable task) {
        try {
            work.execute(task);
        } catch (RejectedExecutionException e) {
            // It was closed.
        }
    }

    /** Finds out whether it leads, and otherwise watches its predecessor. Repeats it until it knows. */
    private void check() {
        lossesBefore = losses();
        try {
            ZooKeeper zk = closed ? null : session.await(WAIT_MILLIS);
            if (zk != null) {
                register(zk);
                decide(zk);
                return;
            }
        } catch (KeeperException e) {
            // The connection or the session was lost, or a znode has disappeared.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (java.io.IOException e) {
            // The address cannot be resolved now.
        }
        if (!closed) {
            later(this::check);
        }
    }

    /** Registers once in each session. The id shows a znode whose create was not answered. */
    private void register(ZooKeeper zk) throws KeeperException, InterruptedException {
        if (own != null && ownSession == zk.getSessionId()) {
            return;
        }
        try {
            zk.create(ELECTION, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            // Another candidate created it.
        }
        String prefix = id + "-" + Long.toHexString(zk.getSessionId()) + "-n_";
        own = candidates(zk).stream()
                .filter(name -> name.startsWith(prefix))
                .findFirst()
                .orElse(null);
        if (own == null) {
            String path = zk.create(
                    ELECTION + "/" + prefix, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL_SEQUENTIAL);
            own = path.substring(path.lastIndexOf('/') + 1);
        }
        ownSession = zk.getSessionId();
    }

    private static List<String> candidates(ZooKeeper zk) throws KeeperException, InterruptedException {
        return zk.getChildren(ELECTION, false).stream()
                .sorted(Comparator.comparing(name -> name.substring(name.lastIndexOf('_') + 1)))
                .toList();
    }

    private void decide(ZooKeeper zk) throws KeeperException, InterruptedException {
        List<String> candidates = candidates(zk);
        int place = candidates.indexOf(own);
        if (place < 0) {
            own = null;
            later(this::check);
        } else if (place == 0) {
            lead();
        } else {
            boolean exists = zk.exists(ELECTION + "/" + candidates.get(place - 1), event -> {
                        if (event.getType() == EventType.NodeDeleted) {
                            later(() -> predecessorGone());
                        }
                    })
                    != null;
            if (!exists) {
                later(this::check);
            }
        }
    }

    /** Another candidate may still be before this one: the predecessor need not have been the leader. */
    protected void predecessorGone() {
        check();
    }

    /**
     * Leads, unless the connection was lost since the last check began. {@code getState()} does not tell it: after the
     * event of the loss, it returns CONNECTED until the client connects again.
     */
    protected final synchronized void lead() {
        leader = losses == lossesBefore && !closed;
    }
}
