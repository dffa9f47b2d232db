package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.HarnessPart;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * A background session that creates numbered znodes during the run, each once and without retries. It keeps the list of
 * acknowledged creates: the audit must find all of these znodes.
 *
 * <p>Runs on a thread of its own. Its owner closes it.
 */
final class DurabilityProbe implements AutoCloseable {
    /** The parent of the numbered znodes, below the run's chroot. */
    static final String FOLDER = "/stampede-markers";

    private static final Duration PAUSE = Duration.ofMillis(100);
    /** The maximum number of znodes: enough for more than half an hour. */
    private static final int MAX_ZNODES = 20_000;

    private final String addresses;
    private final HarnessSession.Opener opener;
    private final Journal journal;
    private final int maxZnodes;
    private final SortedSet<String> acknowledged = new TreeSet<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param addresses the addresses of all members, with the run's chroot
     * @param journal receives an event if the probe ends before the run
     */
    DurabilityProbe(String addresses, HarnessSession.Opener opener, Journal journal) {
        this(addresses, opener, journal, MAX_ZNODES);
    }

    DurabilityProbe(String addresses, HarnessSession.Opener opener, Journal journal, int maxZnodes) {
        this.addresses = addresses;
        this.opener = opener;
        this.journal = journal;
        this.maxZnodes = maxZnodes;
        this.thread = new Thread(this::createZnodes, "durability-probe");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The paths of the znodes whose create was acknowledged, in ascending order. Complete after {@link #close}. */
    synchronized SortedSet<String> acknowledged() {
        return new TreeSet<>(acknowledged);
    }

    /** The number of acknowledged creates. */
    synchronized long count() {
        return acknowledged.size();
    }

    private void createZnodes() {
        @Nullable HarnessSession session = null;
        try {
            for (int number = 0; number < maxZnodes && !closed; number++) {
                try {
                    if (session == null) {
                        session = opener.open(addresses, event -> {});
                    }
                    create(session, number);
                } catch (KeeperException.ConnectionLossException e) {
                    // Not acknowledged: the outcome is unknown and not needed.
                } catch (KeeperException | IOException e) {
                    closeQuietly(session);
                    session = null;
                }
                Thread.sleep(PAUSE.toMillis());
            }
            if (!closed) {
                journal.limitReached(HarnessLimit.DURABILITY_PROBES, 0, maxZnodes);
            }
        } catch (InterruptedException e) {
            // The probe is closed.
        } catch (RuntimeException e) {
            journal.harnessFailed(HarnessPart.DURABILITY_PROBE, "the durability probe ended: " + e);
        } finally {
            closeQuietly(session);
        }
    }

    private void create(HarnessSession session, int number) throws KeeperException, InterruptedException {
        String path = String.format(Locale.ROOT, "%s/%06d", FOLDER, number);
        session.create(path, new byte[0], CreateMode.PERSISTENT);
        synchronized (this) {
            acknowledged.add(path);
        }
    }

    private static void closeQuietly(@Nullable HarnessSession session) {
        if (session != null) {
            try {
                session.close(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Stops the probe and waits for its end. Idempotent. */
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
