package dev.stampede.workloads.run;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.io.HistoryWriter;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.RoleMonitor;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.plan.Nemesis;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.workloads.client.ClientSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs.Ids;
import org.jspecify.annotations.Nullable;

/**
 * One run, step by step: prove the ensemble healthy, set up, warm up, chaos, heal, recover, audit, close the history.
 *
 * <p>For one thread, once. Whatever ends it, also an interrupt, heals the ensemble and closes what it opened.
 */
final class Run {
    private static final Duration TICK = Duration.ofMillis(50);

    private final RunConfig config;
    private final RunFolder folder;
    private final Ensemble ensemble;
    private final Plan plan;
    private final RunHeader header;
    private final Progress progress;
    private final Budget recovery;
    private final Duration sessionTimeout;
    /** The part of the tree that the run keeps to; empty for all of it. */
    private final String chroot;

    Run(RunConfig config, RunFolder folder, Ensemble ensemble, Plan plan, RunHeader header, Progress progress) {
        this.config = config;
        this.folder = folder;
        this.ensemble = ensemble;
        this.plan = plan;
        this.header = header;
        this.progress = progress;
        this.recovery = Budgets.recovery(ensemble);
        this.sessionTimeout = Duration.ofMillis(
                ensemble.settings() == null ? 10_000 : ensemble.settings().requestedSessionTimeoutMillis());
        this.chroot = ensemble.shared() ? "/stampede-" + folder.name() + "-" + UUID.randomUUID() : "";
    }

    /**
     * Runs, and closes the history in the folder.
     *
     * @throws IOException if the history could not be written to its end; what was written stays
     */
    void run() throws IOException, InterruptedException {
        RunClock clock = new RunClock();
        try (HistoryWriter writer = HistoryWriter.create(folder.history(), header)) {
            ToIntFunction<String> memberAt =
                    address -> ensemble.links().memberAt(address).orElse(0);
            Journal journal = new Journal(clock, writer::append, memberAt);
            @Nullable String failure = null;
            try {
                phases(journal, writer, memberAt);
            } catch (InterruptedException e) {
                failure = "the run was interrupted";
                throw e;
            } catch (RuntimeException | IOException | KeeperException e) {
                boolean ours = e instanceof EnsembleException || e instanceof RunException;
                failure = "the harness failed: " + (ours ? e.getMessage() : e);
                progress.line(failure);
            } finally {
                journal.accept(new Event.RunEnded(failure, clock.nanos()));
                journal.close();
            }
        }
    }

    private void phases(Journal journal, HistoryWriter writer, ToIntFunction<String> memberAt)
            throws IOException, InterruptedException, KeeperException {
        begin(journal, Phase.SETUP);
        journal.accept(new Event.BudgetDerived(
                "recovery",
                recovery.nanos(),
                recovery.derivation(),
                journal.clock().nanos()));
        ensemble.awaitHealthy(config.budgets().healthy());
        try {
            setUp();
            inTheTree(journal, writer, memberAt);
        } finally {
            tidyUp(journal);
        }
    }

    @SuppressWarnings("try") // the role watch only has to be closed
    private void inTheTree(Journal journal, HistoryWriter writer, ToIntFunction<String> memberAt)
            throws IOException, InterruptedException {
        try (RoleMonitor unused = RoleMonitor.start(ensemble, journal, journal.clock()::nanos);
                Watchers watchers = new Watchers(ensemble, chroot, key(), sessionTimeout, journal);
                Markers markers = new Markers(ensemble, chroot, sessionTimeout);
                ClientRuntime runtime = new ClientRuntime(config, folder.path(), journal)) {
            watchers.start();
            markers.start();
            withClients(journal, writer, memberAt, runtime);
            markers.stop();
            audit(journal, markers);
        } finally {
            IntStream.range(0, config.clients()).forEach(c -> ensemble.links().close(new EndPoint.Client(c)));
        }
    }

    private void withClients(
            Journal journal, HistoryWriter writer, ToIntFunction<String> memberAt, ClientRuntime runtime)
            throws InterruptedException {
        try (ClientFleet fleet =
                new ClientFleet(specs(runtime), Math.max(1, config.clientJvms()), runtime::make, journal)) {
            fleet.describe().forEach(line -> journal.note(Event.Severity.QUIET, line));
            warmUp(journal);
            List<ClientTarget> targets = IntStream.range(0, config.clients())
                    .<ClientTarget>mapToObj(c -> new FleetClientTarget(c, fleet, memberAt))
                    .toList();
            try (Nemesis nemesis = new Nemesis(plan, ensemble, targets, journal, journal.clock()::nanos)) {
                chaos(journal, writer, nemesis);
                begin(journal, Phase.HEAL);
                nemesis.healAll();
            }
            begin(journal, Phase.RECOVERY);
            recover(journal);
            for (String hanging : fleet.stop()) {
                journal.note(Event.Severity.BAD, hanging);
                progress.line(hanging);
            }
        }
    }

    private void begin(Journal journal, Phase phase) {
        journal.accept(new Event.PhaseBegan(phase, journal.clock().nanos()));
        progress.line(phase.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    }

    private String key() {
        return config.variant().settings().getOrDefault("key", "/");
    }

    /** Makes the znodes that the scenario and the markers live below; a scenario's own may do so again. */
    private void setUp() throws IOException, InterruptedException, KeeperException {
        ZxidZooKeeper zk = openAnywhere();
        try {
            make(zk, chroot + Markers.FOLDER);
            make(zk, chroot + key());
        } finally {
            zk.close(1_000);
        }
    }

    private ZxidZooKeeper openAnywhere() throws IOException, InterruptedException {
        String addresses =
                ensemble.members().stream().map(Member::directAddress).collect(Collectors.joining(","));
        return ZxidZooKeeper.open(addresses, sessionTimeout, Duration.ofSeconds(10), event -> {});
    }

    /** Leaves an ensemble that others use as it was. */
    private void tidyUp(Journal journal) {
        if (chroot.isEmpty()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            ZxidZooKeeper zk = openAnywhere();
            try {
                ZKUtil.deleteRecursive(zk, chroot);
            } finally {
                zk.close(1_000);
            }
        } catch (IOException | KeeperException e) {
            String left = "the run left " + chroot + " behind, delete it by hand: " + e.getMessage();
            journal.note(Event.Severity.NOTICE, left);
            progress.line(left);
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void make(ZxidZooKeeper zk, String path) throws KeeperException, InterruptedException {
        for (int slash = path.indexOf('/', 1); ; slash = path.indexOf('/', slash + 1)) {
            String part = slash < 0 ? path : path.substring(0, slash);
            try {
                zk.create(part, new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                // Left by an earlier run on the same ensemble.
            }
            if (slash < 0) {
                return;
            }
        }
    }

    private List<ClientSpec> specs(ClientRuntime runtime) {
        List<ClientSpec> specs = new ArrayList<>();
        for (int client = 0; client < config.clients(); client++) {
            specs.add(new ClientSpec(
                    client,
                    config.variant().driver(),
                    config.variant().settings(),
                    runtime.seedOf(client),
                    ensemble.links().open(new EndPoint.Client(client)) + chroot,
                    Math.toIntExact(sessionTimeout.toMillis()),
                    runtime.storeAddress()));
        }
        return specs;
    }

    private void warmUp(Journal journal) throws InterruptedException {
        begin(journal, Phase.WARM_UP);
        long deadline = System.nanoTime() + config.budgets().warmUp().toNanos();
        while (journal.succeeded() < config.budgets().warmUpOperations() && System.nanoTime() - deadline < 0) {
            Thread.sleep(TICK.toMillis());
        }
        if (journal.succeeded() < config.budgets().warmUpOperations()) {
            journal.note(
                    Event.Severity.NOTICE,
                    "warm-up: expected " + config.budgets().warmUpOperations() + " operations to succeed within "
                            + config.budgets().warmUp().toSeconds() + " s, saw " + journal.succeeded()
                            + "; went on without them");
        }
    }

    private void chaos(Journal journal, HistoryWriter writer, Nemesis nemesis) throws InterruptedException {
        begin(journal, Phase.CHAOS);
        long began = System.nanoTime();
        nemesis.start();
        long end = began + config.time().toNanos();
        long nextStatus = began;
        while (System.nanoTime() - end < 0) {
            requireRecording(writer);
            if (System.nanoTime() - nextStatus >= 0) {
                nextStatus += Duration.ofSeconds(1).toNanos();
                progress.status("%d of %d s, %d operations, %d OK"
                        .formatted(
                                Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                                config.time().toSeconds(),
                                journal.operations(),
                                journal.succeeded()));
            }
            Thread.sleep(TICK.toMillis());
        }
    }

    /** What happens after the history can no longer be written is not recorded, so the run ends. */
    private void requireRecording(HistoryWriter writer) {
        IOException failure = writer.failure();
        if (failure != null) {
            throw new RunException(
                    "the history can no longer be written (" + failure.getMessage()
                            + "); what was written until then is in " + folder.history()
                            + ". Free some space, or name another folder with --out",
                    failure);
        }
    }

    /** Waits for an operation that is invoked and succeeds after everything is healed, no longer than the budget. */
    private void recover(Journal journal) throws InterruptedException {
        long healed = journal.clock().nanos();
        while (journal.lastOkInvokedNanos() < healed && journal.clock().nanos() - healed < recovery.nanos()) {
            Thread.sleep(TICK.toMillis());
        }
        // A little longer, so that the history shows that it goes on.
        Thread.sleep(Duration.ofMillis(500).toMillis());
    }

    private void audit(Journal journal, Markers markers) throws InterruptedException {
        begin(journal, Phase.AUDIT);
        Auditor auditor = new Auditor(ensemble, chroot, sessionTimeout, journal);
        look(journal, auditor, markers);
        if (config.audit() == RunConfig.Audit.THOROUGH) {
            begin(journal, Phase.AUDIT_AGAIN);
            ensemble.members().forEach(Member::kill);
            ensemble.start();
            look(journal, auditor, markers);
        }
    }

    private void look(Journal journal, Auditor auditor, Markers markers) throws InterruptedException {
        try {
            ensemble.awaitHealthy(Duration.ofNanos(recovery.nanos()));
        } catch (EnsembleException e) {
            journal.note(Event.Severity.BAD, "the ensemble is not healthy when it is audited: " + e.getMessage());
        }
        auditor.awaitSessionsEnd(sessionTimeout.plusNanos(recovery.nanos()));
        auditor.audit(markers.acknowledged());
    }
}
