package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.workloads.client.settings.ClientSettings;
import dev.stampede.workloads.external.OwnedTree;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * The part of the znode tree that a run uses: the whole tree on an ensemble of its own, or a tree that it creates and
 * removes on a shared ensemble.
 *
 * <p>Used by the thread of the run, except {@link #chroot}, which any thread may call after {@link #create}.
 */
final class RunTree {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration REMOVE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration REMOVE_LEFTOVER_TIMEOUT = Duration.ofSeconds(10);
    /** The time that a run needs besides its chaos phase: to start, to heal, to recover and to audit. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final RunConfig config;
    private final String run;
    private final Ensemble ensemble;
    private final ClientSettings settings;
    private final Duration sessionTimeout;
    private @Nullable OwnedTree owned;
    private volatile String chroot = "";

    /** @param run the name of the run */
    RunTree(RunConfig config, String run, Ensemble ensemble, ClientSettings settings, Duration sessionTimeout) {
        this.config = config;
        this.run = run;
        this.ensemble = ensemble;
        this.settings = settings;
        this.sessionTimeout = sessionTimeout;
    }

    /** The prefix of every path of the run; empty for the whole tree. */
    String chroot() {
        return chroot;
    }

    /** The parent znode of the scenario. */
    static String key(RunConfig config) {
        return config.variant().settings().getOrDefault("key", "/");
    }

    /** The addresses of all members, with the chroot. */
    String connectString() {
        return addresses() + chroot;
    }

    private String addresses() {
        return ensemble.members().stream().map(Member::directAddress).collect(Collectors.joining(","));
    }

    private ZxidZooKeeper open() throws IOException, InterruptedException {
        return ZxidZooKeeper.open(settings, addresses(), sessionTimeout, CONNECT_TIMEOUT, event -> {});
    }

    /**
     * Creates the parent znodes of the scenario and of the durability probe. On a shared ensemble, first removes the
     * trees of dead harnesses.
     */
    void create(Journal journal, ProgressReporter progress) throws IOException, InterruptedException, KeeperException {
        ZxidZooKeeper zk = open();
        try {
            if (ensemble.shared()) {
                OwnedTree tree = OwnedTree.create(zk, base(), run, config.time().plus(MARGIN), settings.acl());
                owned = tree;
                chroot = tree.chroot();
                for (String line : tree.removeLeftovers(zk, REMOVE_LEFTOVER_TIMEOUT)) {
                    journal.note(Event.Severity.NOTICE, line);
                    progress.line(line);
                }
            }
            make(zk, DurabilityProbe.FOLDER);
            make(zk, key(config));
        } finally {
            zk.close(1_000);
        }
    }

    private String base() {
        ExternalConfig external = config.ensemble().external();
        return external == null ? "" : external.base(settings);
    }

    /** Creates a znode of the run and its parents, except the chroot. */
    private void make(ZxidZooKeeper zk, String path) throws KeeperException, InterruptedException {
        for (int slash = path.indexOf('/', 1); ; slash = path.indexOf('/', slash + 1)) {
            String part = slash < 0 ? path : path.substring(0, slash);
            try {
                if (!part.equals("/")) {
                    zk.create(chroot + part, new byte[0], CreateMode.PERSISTENT);
                }
            } catch (KeeperException.NodeExistsException e) {
                // An earlier run on the same ensemble left it.
            }
            if (slash < 0) {
                return;
            }
        }
    }

    /**
     * Removes the tree from a shared ensemble. Also removes it if the thread is interrupted, and restores the interrupt
     * status.
     */
    void remove(Journal journal, ProgressReporter progress) {
        OwnedTree tree = owned;
        if (tree == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            ZxidZooKeeper zk = open();
            try {
                tree.remove(zk, REMOVE_TIMEOUT);
            } finally {
                zk.close(1_000);
            }
        } catch (IOException | KeeperException e) {
            String message = "the run left " + tree.path() + " behind: " + e.getMessage()
                    + ". The next run on this ensemble removes it";
            journal.note(Event.Severity.NOTICE, message);
            progress.line(message);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
