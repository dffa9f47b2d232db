package dev.stampede.workloads.run;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A background session that creates numbered znodes during the run, each once and without retries, and remembers which
 * were acknowledged: the audit must find all of those.
 *
 * <p>Runs on a thread of its own. Whoever made it closes it.
 */
final class Markers implements AutoCloseable {
    /** Where the markers are, below the run's chroot. */
    static final String FOLDER = "/stampede-markers";

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** A marker that is not acknowledged by then is given up, and the next one is tried in a new session. */
    private static final int MAX_MARKERS = 20_000;

    private final String addresses;
    private final Duration sessionTimeout;
    private final SortedSet<String> acknowledged = new TreeSet<>();
    private final Thread thread;
    private volatile boolean closed;

    Markers(Ensemble ensemble, String chroot, Duration sessionTimeout) {
        this.addresses =
                ensemble.members().stream().map(Member::directAddress).collect(Collectors.joining(",")) + chroot;
        this.sessionTimeout = sessionTimeout;
        this.thread = new Thread(this::work, "markers");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The paths of the markers that were acknowledged, ascending. Complete once it is closed. */
    synchronized SortedSet<String> acknowledged() {
        return new TreeSet<>(acknowledged);
    }

    private void work() {
        @Nullable ZxidZooKeeper zk = null;
        try {
            for (int number = 0; number < MAX_MARKERS && !closed; number++) {
                try {
                    if (zk == null) {
                        zk = ZxidZooKeeper.open(addresses, sessionTimeout, CONNECT, event -> {});
                    }
                    mark(zk, number);
                } catch (KeeperException.ConnectionLossException e) {
                    // Not acknowledged: nobody knows, and nobody asks again.
                } catch (KeeperException | IOException e) {
                    if (zk != null) {
                        zk.close(200);
                    }
                    zk = null;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            // Closed.
        } finally {
            closeQuietly(zk);
        }
    }

    private void mark(ZxidZooKeeper zk, int number) throws KeeperException, InterruptedException {
        String path = String.format(Locale.ROOT, "%s/%06d", FOLDER, number);
        zk.create(path, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        synchronized (this) {
            acknowledged.add(path);
        }
    }

    private static void closeQuietly(@Nullable ZxidZooKeeper zk) {
        if (zk != null) {
            try {
                zk.close(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends it, and waits until it has ended. Idempotent. */
    void stop() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
