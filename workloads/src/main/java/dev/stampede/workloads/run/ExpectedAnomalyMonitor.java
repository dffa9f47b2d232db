package dev.stampede.workloads.run;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.registry.Checks;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the growing history of a mutant's run, so that the run can end as soon as the expected anomaly is certain.
 *
 * <h2>When an anomaly is certain</h2>
 *
 * The result for a prefix of a history can differ from the result for the whole history in two ways.
 *
 * <p><b>Late events.</b> Events are recorded in the order in which the harness receives them. An event that refutes an
 * anomaly may already have happened without being recorded: the write that a read returned, by a client in another JVM;
 * a delete that a watcher session has not reported; an election that the role monitor has not observed, because it
 * polls the members in turn; the stall of a JVM, which is recorded at its end. Therefore an anomaly counts only if both
 * conditions hold:
 *
 * <ul>
 * <li>It is at least {@link #SETTLE} old: it ended, or was first found, that long before the last event.
 * <li>Since it was first found, each of the other event sources has completed {@value #ROUNDS} rounds: the role monitor
 * has polled every member, and the ensemble has acknowledged writes of the durability probe. This excludes a stalled
 * machine or ensemble that the history does not show yet.
 * </ul>
 *
 * <p>In addition, no anomaly is certain while a fault pauses the JVM of a client, because its events wait until the
 * fault ends.
 *
 * <p><b>Future events.</b> Without late events, the prefix is a prefix in time. Whether future events can refute an
 * anomaly depends on the check:
 *
 * <ul>
 * <li>Checks of facts (an id returned twice, a torn transaction, two owners, a stale write, a grant on a foreign znode,
 * a read that returned an older state) find permanent facts. <i>Linearizability</i> is prefix-closed: in a prefix each
 * open operation may or may not have taken effect, so a linearization of the whole history contains one of the prefix.
 * If the prefix has no linearization, the whole history has none.
 * <li>Checks of exclusion compare intervals. An interval that is open at the end of the prefix counts as ended there
 * and can only grow, so an overlap remains an overlap. Anything that excuses an overlap (a stall, a fault, a lost
 * session) began before it and has been recorded.
 * <li>Checks of bounds (a lost wake-up, a time without a master, a change that did not arrive, no progress after a
 * heal) find that something did not happen within a time that has passed. Only undisturbed time counts for these
 * bounds. Disturbances are recorded when they begin, except for stalls (see above).
 * <li>Checks that judge only what has ended (a leaked znode after its delete, the audit at the end) find nothing in a
 * prefix. A mutant whose anomaly only such a check finds runs for its full time.
 * </ul>
 *
 * <p>The check of the whole history decides the verdict. If that check does not find the anomaly that this class called
 * certain, the run is not INVALID because of this anomaly, and the test that expects it fails. That is a defect of the
 * check or of this class.
 *
 * <p>The checks run on a thread of their own, one at a time. After each check the thread sleeps for at least
 * {@link #REST} times the duration of the check, so that checks take at most a fifth of the time. Therefore the
 * interval grows with the history.
 *
 * <p>Safe to use from several threads. Its owner closes it.
 */
final class ExpectedAnomalyMonitor implements Consumer<Event>, AutoCloseable {
    /** The time after which the events of all JVMs have been recorded, unless a JVM is paused. */
    static final Duration SETTLE = Duration.ofSeconds(1);

    /** Two rounds: the current round may have begun before the anomaly was found, but the next round begins later. */
    private static final int ROUNDS = 2;

    private static final Duration MIN_REST = Duration.ofMillis(250);
    private static final int REST = 4;
    private static final Duration CHECK_TIME = Duration.ofSeconds(3);
    private static final long CHECK_BYTES = 64L << 20;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    /** An anomaly, identified by its check, its kind and its beginning. */
    private record AnomalyIdentity(String check, String kind, long fromNanos) {}

    /** The time at which an anomaly was first found, and the completed rounds of the sources at that time. */
    private record FirstFound(long nanos, List<Long> completed) {}

    private final List<ExpectedAnomaly> expected;
    private final List<Check> checks;
    private final History.Builder builder;
    private final Map<AnomalyIdentity, FirstFound> firstFound = new HashMap<>();
    private final Thread thread;
    private List<LongSupplier> sources = List.of();
    private volatile boolean closed;
    private volatile @Nullable Anomaly certain;
    private boolean contradictory;

    private ExpectedAnomalyMonitor(RunHeader header, List<ExpectedAnomaly> expected, List<Check> checks) {
        this.expected = List.copyOf(expected);
        this.checks = List.copyOf(checks);
        this.builder = History.builder(header);
        this.thread = new Thread(this::checkRepeatedly, "expected-anomaly-monitor");
        this.thread.setDaemon(true);
    }

    /** A monitor for the expected anomalies of a variant, with those of its checks that find them. */
    static ExpectedAnomalyMonitor of(Variant variant, RunHeader header) {
        Set<String> names =
                variant.expected().stream().map(ExpectedAnomaly::check).collect(Collectors.toSet());
        List<Check> checks = variant.checks().stream()
                .filter(spec -> names.contains(spec.check()))
                .map(Checks::of)
                .toList();
        return new ExpectedAnomalyMonitor(header, variant.expected(), checks);
    }

    /** A monitor with other checks, for tests. */
    static ExpectedAnomalyMonitor of(RunHeader header, List<ExpectedAnomaly> expected, List<Check> checks) {
        return new ExpectedAnomalyMonitor(header, expected, checks);
    }

    /** Adds an event. Called in the order of recording. */
    @Override
    public void accept(Event event) {
        synchronized (builder) {
            try {
                builder.add(event);
            } catch (IllegalArgumentException e) {
                contradictory = true; // the reader of the whole history reports where and why
            }
        }
    }

    /**
     * Sets the other event sources, before the first check.
     *
     * @param each the number of completed rounds of each source
     */
    void sources(LongSupplier... each) {
        sources = List.of(each);
    }

    /** Starts the checks. Called once. */
    ExpectedAnomalyMonitor start() {
        thread.start();
        return this;
    }

    /** The certain anomaly; null if there is none yet. */
    @Nullable
    Anomaly certain() {
        return certain;
    }

    private void checkRepeatedly() {
        try {
            while (!closed && certain == null) {
                long began = System.nanoTime();
                certain = checkNow();
                long took = System.nanoTime() - began;
                Thread.sleep(Math.max(
                        MIN_REST.toMillis(), REST * Duration.ofNanos(took).toMillis()));
            }
        } catch (InterruptedException e) {
            // The monitor is closed.
        }
    }

    /** Checks the events so far. Returns an anomaly that is certain; null if there is none. */
    @Nullable
    Anomaly checkNow() {
        History history = snapshot();
        if (history == null) {
            return null;
        }
        List<Anomaly> found = checks.stream()
                .flatMap(check -> violations(check, history).stream())
                .filter(this::isExpected)
                .toList();
        long now = history.endNanos();
        firstFound
                .keySet()
                .retainAll(found.stream().map(ExpectedAnomalyMonitor::identity).toList());
        List<Long> completed = completed();
        found.forEach(anomaly -> firstFound.putIfAbsent(identity(anomaly), new FirstFound(now, completed)));
        if (pausesClients(history)) {
            return null;
        }
        return found.stream().filter(a -> settled(a, now)).findFirst().orElse(null);
    }

    private @Nullable History snapshot() {
        synchronized (builder) {
            return contradictory ? null : builder.build();
        }
    }

    private List<Long> completed() {
        return sources.stream().map(LongSupplier::getAsLong).toList();
    }

    private boolean settled(Anomaly anomaly, long nowNanos) {
        FirstFound first = Objects.requireNonNull(firstFound.get(identity(anomaly)));
        long old = nowNanos - SETTLE.toNanos();
        List<Long> completed = completed();
        boolean confirmed = IntStream.range(0, completed.size())
                .allMatch(source -> completed.get(source) - first.completed().get(source) >= ROUNDS);
        return confirmed && (first.nanos() <= old || anomaly.toNanos() <= old);
    }

    private static AnomalyIdentity identity(Anomaly anomaly) {
        return new AnomalyIdentity(anomaly.check(), anomaly.kind(), anomaly.fromNanos());
    }

    private boolean isExpected(Anomaly anomaly) {
        return expected.contains(new ExpectedAnomaly(anomaly.check(), anomaly.kind()));
    }

    /**
     * The violations that a check finds. A check that fails or gives up on the prefix finds nothing here; if it does so
     * on the whole history, the report says it.
     */
    private static List<Anomaly> violations(Check check, History history) {
        try {
            return check.check(history, CheckBudget.of(CHECK_TIME, CHECK_BYTES)).violations();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return List.of();
        }
    }

    private static boolean pausesClients(History history) {
        return history.faults().stream()
                .filter(window -> window.has(FaultEffect.PAUSES_CLIENT_JVM))
                .mapToLong(FaultWindow::healedNanos)
                .anyMatch(healed -> healed == Operation.OPEN || history.endNanos() - healed < SETTLE.toNanos());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
