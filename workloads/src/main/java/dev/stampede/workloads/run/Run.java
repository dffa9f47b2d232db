package dev.stampede.workloads.run;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.HarnessPart;
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
import dev.stampede.nemesis.plan.NemesisException;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.nemesis.txnlog.LogLimits;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.settings.ClientSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * One run, in these steps: wait for a healthy ensemble, set up, warm up, chaos, heal, recover, audit, close the
 * history.
 *
 * <p>Used once, by one thread. It always heals the ensemble and closes its resources, even after an interrupt.
 */
final class Run {
    private static final Duration PROBE_CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** How long the clients continue after the recovery, so that the history shows later operations, too. */
    private static final Duration AFTER_RECOVERY = Duration.ofMillis(500);

    private static final Duration TICK = Duration.ofMillis(50);

    private final RunConfig config;
    private final RunFolder folder;
    private final Ensemble ensemble;
    private final Plan plan;
    private final RunHeader header;
    private final ProgressReporter progress;
    private final Budget recovery;
    private final Duration sessionTimeout;
    private final ClientSettings settings;
    private final RunRedaction redaction;
    private final RunTree tree;

    /** @param settings the client settings of an external ensemble */
    Run(
            RunConfig config,
            RunFolder folder,
            Ensemble ensemble,
            ClientSettings settings,
            Plan plan,
            RunHeader header,
            RunRedaction redaction,
            ProgressReporter progress) {
        this.redaction = redaction;
        this.config = config;
        this.folder = folder;
        this.ensemble = ensemble;
        this.plan = plan;
        this.header = header;
        this.progress = progress;
        this.recovery = Budgets.recovery(ensemble);
        this.settings = settings;
        this.sessionTimeout = Duration.ofMillis(
                ensemble.settings() == null
                        ? settings.sessionTimeoutMillis()
                        : ensemble.settings().requestedSessionTimeoutMillis());
        this.tree = new RunTree(config, folder.name(), ensemble, settings, sessionTimeout);
    }

    /**
     * Runs, and writes the history in the folder.
     *
     * @throws IOException if the history could not be written completely; the written part remains
     */
    void run() throws IOException, InterruptedException {
        RunClock clock = new RunClock();
        try (HistoryWriter writer = HistoryWriter.create(folder.history(), header)) {
            ToIntFunction<String> memberAt =
                    address -> ensemble.links().memberAt(address).orElse(0);
            @Nullable
            ExpectedAnomalyMonitor monitor =
                    config.variant().mutant() ? ExpectedAnomalyMonitor.of(config.variant(), header) : null;
            Consumer<Event> recorded = recordIn(writer, monitor).andThen(progress);
            UnaryOperator<Event> redactor = redaction.events();
            RunTap tap = RunTap.start(ensemble, settings, folder, clock, redaction);
            Journal journal =
                    new Journal(clock, event -> recorded.accept(redactor.apply(event)), memberAt, tap.replies());
            @Nullable String failure = null;
            try {
                runPhases(new Recording(journal, writer, monitor, memberAt));
                tap.end(journal);
                failure = journal.failure();
            } catch (InterruptedException e) {
                failure = "the run was interrupted";
                throw e;
            } catch (RuntimeException | IOException | KeeperException e) {
                boolean knownFailure =
                        e instanceof EnsembleException || e instanceof RunException || e instanceof NemesisException;
                failure = "the harness failed: " + (knownFailure ? e.getMessage() : e);
                progress.line(failure);
            } finally {
                end(tap, journal, failure);
            }
        }
    }

    private static void end(RunTap tap, Journal journal, @Nullable String failure) {
        try {
            tap.end(journal);
        } finally {
            journal.accept(new Event.RunEnded(failure, journal.clock().nanos()));
            journal.close();
        }
    }

    /**
     * The recording of a run.
     *
     * @param monitor ends a mutant's run early; null for other variants
     */
    private record Recording(
            Journal journal,
            HistoryWriter writer,
            @Nullable ExpectedAnomalyMonitor monitor,
            ToIntFunction<String> memberAt) {}

    private static Consumer<Event> recordIn(HistoryWriter writer, @Nullable ExpectedAnomalyMonitor monitor) {
        return monitor == null ? writer::append : ((Consumer<Event>) writer::append).andThen(monitor);
    }

    private void runPhases(Recording recording) throws IOException, InterruptedException, KeeperException {
        Journal journal = recording.journal();
        begin(journal, Phase.SETUP);
        journal.accept(new Event.BudgetDerived(
                "recovery",
                recovery.nanos(),
                recovery.derivation(),
                journal.clock().nanos()));
        ensemble.missingEvidence().forEach(sentence -> journal.note(Event.Severity.NOTICE, sentence));
        ensemble.awaitHealthy(config.budgets().healthy());
        try {
            tree.create(journal, progress);
            runInTree(recording);
        } finally {
            tree.remove(journal, progress);
        }
    }

    private void runInTree(Recording recording) throws IOException, InterruptedException {
        Journal journal = recording.journal();
        try (RoleMonitor roles = RoleMonitor.start(ensemble, journal, journal.clock()::nanos);
                Watchers watchers = new Watchers(
                        ensemble, tree.chroot(), RunTree.key(config), opener(WatcherSession.CONNECT_TIMEOUT), journal);
                DurabilityProbe probe =
                        new DurabilityProbe(tree.connectString(), opener(PROBE_CONNECT_TIMEOUT), journal);
                ClientRuntime runtime = new ClientRuntime(config, folder.path(), journal);
                EnsembleTampering tampering = EnsembleTampering.install(config, ensemble.links(), journal)) {
            watchers.start();
            probe.start();
            ExpectedAnomalyMonitor monitor = recording.monitor();
            if (monitor != null) {
                monitor.sources(roles::rounds, probe::count);
            }
            withClients(recording, runtime, tampering);
            probe.stop();
            audit(journal, probe);
        } finally {
            IntStream.range(0, config.clients()).forEach(c -> ensemble.links().close(new EndPoint.Client(c)));
        }
    }

    private void withClients(Recording recording, ClientRuntime runtime, EnsembleTampering tampering)
            throws InterruptedException {
        Journal journal = recording.journal();
        try (ClientFleet fleet =
                new ClientFleet(specs(runtime), Math.max(1, config.clientJvms()), runtime::make, journal)) {
            fleet.describe().forEach(line -> journal.note(Event.Severity.QUIET, line));
            warmUp(journal);
            List<ClientTarget> targets = IntStream.range(0, config.clients())
                    .<ClientTarget>mapToObj(c -> new FleetClientTarget(c, fleet, recording.memberAt()))
                    .toList();
            boolean endedEarly;
            try (Nemesis nemesis = new Nemesis(plan, ensemble, targets, journal, journal.clock()::nanos)) {
                tampering.begin();
                endedEarly = chaos(recording, nemesis);
                tampering.end();
                begin(journal, Phase.HEAL);
                heal(nemesis, journal);
            }
            begin(journal, Phase.RECOVERY);
            if (!endedEarly) {
                recover(journal);
            }
            fleet.stop().forEach((client, probe) -> {
                journal.accept(
                        new Event.ClientHung(client, probe, journal.clock().nanos()));
                progress.line("client " + client + " did not stop: " + probe);
            });
        }
    }

    /**
     * Heals all faults. If that fails, the run counts as failed, but continues, so that the audit observes the
     * ensemble.
     */
    private static void heal(Nemesis nemesis, Journal journal) {
        try {
            nemesis.healAll();
        } catch (NemesisException e) {
            journal.harnessFailed(HarnessPart.NEMESIS, String.valueOf(e.getMessage()));
        }
    }

    private void begin(Journal journal, Phase phase) {
        journal.accept(new Event.PhaseBegan(phase, journal.clock().nanos()));
    }

    private HarnessSession.Opener opener(Duration atMost) {
        return ZxidZooKeeper.opener(settings, sessionTimeout, atMost);
    }

    private List<ClientSpec> specs(ClientRuntime runtime) {
        List<ClientSpec> specs = new ArrayList<>();
        for (int client = 0; client < config.clients(); client++) {
            specs.add(new ClientSpec(
                    client,
                    0,
                    config.variant().driver(),
                    config.variant().settings(),
                    runtime.seedOf(client),
                    ensemble.links().open(new EndPoint.Client(client)) + tree.chroot(),
                    Math.toIntExact(sessionTimeout.toMillis()),
                    runtime.storeAddress(),
                    settings.file() == null ? "" : settings.file().toString(),
                    settings.file() == null ? List.of() : hostNames()));
        }
        return specs;
    }

    /** The hosts of the members' addresses, for which the certificates of the members are issued. */
    private List<String> hostNames() {
        return ensemble.members().stream()
                .map(Member::directAddress)
                .map(address -> address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", ""))
                .toList();
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
                            + config.budgets().warmUp().toSeconds() + " s, got " + journal.succeeded() + "; the run"
                            + " continued");
        }
    }

    /**
     * Executes the plan until the chaos phase ends, or an expected anomaly is certain.
     *
     * @return whether an anomaly ended the phase early; the run of a broken recipe then waits for no recovery
     */
    private boolean chaos(Recording recording, Nemesis nemesis) throws InterruptedException {
        ExpectedAnomalyMonitor monitor = recording.monitor();
        if (monitor == null) {
            return chaos(recording, nemesis, () -> null);
        }
        try (ExpectedAnomalyMonitor started = monitor.start()) {
            return chaos(recording, nemesis, started::certain);
        }
    }

    private boolean chaos(Recording recording, Nemesis nemesis, Supplier<@Nullable Anomaly> certain)
            throws InterruptedException {
        Journal journal = recording.journal();
        begin(journal, Phase.CHAOS);
        long began = System.nanoTime();
        nemesis.start();
        long end = began + config.time().toNanos();
        while (System.nanoTime() - end < 0) {
            requireRecording(recording.writer());
            Anomaly expected = certain.get();
            if (expected != null) {
                endEarly(journal, expected, Duration.ofNanos(System.nanoTime() - began));
                return true;
            }
            Thread.sleep(TICK.toMillis());
        }
        return false;
    }

    private void endEarly(Journal journal, Anomaly expected, Duration after) {
        journal.accept(new Event.EndedEarly(
                expected.check(), expected.kind(), journal.clock().nanos()));
        progress.line(String.format(
                Locale.ROOT,
                "ended early: the expected anomaly %s/%s was certain after %.1f s",
                expected.check(),
                expected.kind(),
                after.toMillis() / 1e3));
    }

    /** Ends the run if the history can no longer be written, because further events would not be recorded. */
    private void requireRecording(HistoryWriter writer) {
        IOException failure = writer.failure();
        if (failure != null) {
            throw new RunException(
                    "the history can no longer be written (" + failure.getMessage()
                            + "); the written part is in " + folder.history()
                            + ". Free some space, or name another folder with --out",
                    failure);
        }
    }

    /**
     * Waits, at most for the recovery budget, until an operation that was invoked after the heals has succeeded, and
     * every client with an open operation has completed an operation since the heals.
     */
    private void recover(Journal journal) throws InterruptedException {
        long healed = journal.clock().nanos();
        while ((journal.lastOkInvokedNanos() < healed || journal.anyClientWaits(healed))
                && journal.clock().nanos() - healed < recovery.nanos()) {
            Thread.sleep(TICK.toMillis());
        }
        Thread.sleep(AFTER_RECOVERY.toMillis());
    }

    private void audit(Journal journal, DurabilityProbe probe) throws InterruptedException {
        begin(journal, Phase.AUDIT);
        Auditor auditor = Auditor.of(
                ensemble, tree.chroot(), opener(Auditor.CONNECT_TIMEOUT), Duration.ofNanos(recovery.nanos()), journal);
        auditWhenHealthy(journal, auditor, probe);
        if (config.audit() == RunConfig.Audit.THOROUGH) {
            begin(journal, Phase.AUDIT_AGAIN);
            ensemble.members().forEach(Member::kill);
            ensemble.start();
            auditWhenHealthy(journal, auditor, probe);
        }
        new TransactionLogRecorder(ensemble.members(), LogLimits.defaults(), journal).record();
    }

    private void auditWhenHealthy(Journal journal, Auditor auditor, DurabilityProbe probe) throws InterruptedException {
        try {
            ensemble.awaitHealthy(Duration.ofNanos(recovery.nanos()));
        } catch (EnsembleException e) {
            journal.note(Event.Severity.BAD, "the ensemble is not healthy at the audit: " + e.getMessage());
        }
        auditor.awaitSessionsEnd(sessionTimeout.plusNanos(recovery.nanos()));
        auditor.audit(probe.acknowledged());
    }
}
