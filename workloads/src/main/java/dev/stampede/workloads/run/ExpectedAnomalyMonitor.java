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
 * Checks the history of a mutant's run while it grows, so that the run can end as soon as the anomaly that it is expected to
 * show is certain.
 *
 * <h2>When an anomaly is certain</h2>
 *
 * A check of a prefix of a history can be wrong about the whole history in two ways, and each has its remedy.
 *
 * <p><b>Lines that come late.</b> Events are recorded in the order in which the harness learns of them. An event that
 * contradicts an anomaly may have happened already and not be recorded yet: the write that a read returned, by a client in
 * another JVM; the delete that a watcher session has not reported; the election that the role monitor has not seen, because it asks
 * the members one after another; the stall of a JVM, which is recorded when it ends. So an anomaly counts only if both hold:
 *
 * <ul>
 *   <li>It is at least {@link #SETTLE} old: it ends that long before the last event, or it was first found that long before.
 *   <li>After it was first found, each of the other sources of events has made {@value #ROUNDS} complete rounds: the role monitor has
 *       asked every member, and the ensemble has acknowledged writes of the durability probe. So it is not a machine or an ensemble
 *       that stands still, of which the history does not know yet.
 * </ul>
 *
 * <p>And nothing is certain while a fault pauses a client's JVM, whose events wait in it for as long as the fault lasts.
 *
 * <p><b>What is not over.</b> With the late lines excluded, the prefix is one in time, and it depends on the check whether what
 * follows can undo an anomaly:
 *
 * <ul>
 *   <li>Checks of facts (an id handed out twice, a torn transaction, two owners, a stale write, a grant on a foreign znode, a
 *       read that went back) find what happened and stays. <i>Linearizability</i> is closed under prefixes: in a prefix each open operation may or
 *       may not have taken effect, so an order of the whole history, cut, is an order of the prefix, and a prefix that has none shows that the
 *       whole history has none.
 *   <li>Checks of exclusion compare intervals. An interval that is open in the prefix ends at the prefix's end, so it can only
 *       grow; an overlap stays an overlap. What excuses one (a stall, a fault window, a lost session) began before it and is
 *       recorded by then.
 *   <li>Checks of bounds (a lost wake-up, a masterless time, a change that did not arrive, no progress after a heal) find that
 *       something did not happen within a time that is over. It cannot happen within that time any more. Only undisturbed
 *       time counts for these bounds, and what disturbs is recorded when it begins, except for stalls (see above).
 *   <li>Checks that judge only what has ended (a leaked znode is judged when its delete was seen, the audit at the end) find nothing in
 *       a prefix. Such a mutant runs for its full time.
 * </ul>
 *
 * <p>The check of the whole history decides in any case. If it does not find what was certain here, the run is not INVALID
 * because of it, and a test that expects the anomaly fails: that is a defect of the check or of this class.
 *
 * <p>Checks run on a thread of its own, one at a time. After each the thread rests for at least {@link #REST} times as long
 * as the check took, so that at most a fifth of its time is spent on checks: the interval grows with the history.
 *
 * <p>Safe to use from several threads. Who made it closes it.
 */
final class ExpectedAnomalyMonitor implements Consumer<Event>, AutoCloseable {
    /** By then the events of all JVMs have been recorded, unless a JVM is paused. */
    static final Duration SETTLE = Duration.ofSeconds(1);

    /** The round that is under way when an anomaly is found may have begun before it; the next one has not. */
    private static final int ROUNDS = 2;

    private static final Duration LEAST_REST = Duration.ofMillis(250);
    private static final int REST = 4;
    private static final Duration CHECK_TIME = Duration.ofSeconds(3);
    private static final long CHECK_BYTES = 64L << 20;
    private static final Duration CLOSE = Duration.ofSeconds(5);

    /** An anomaly of which it is known when it began. */
    private record Sighting(String check, String kind, long fromNanos) {}

    /** When an anomaly was first found, and what the sources had completed by then. */
    private record FirstSight(long nanos, List<Long> completed) {}

    private final List<ExpectedAnomaly> expected;
    private final List<Check> checks;
    private final History.Builder builder;
    private final Map<Sighting, FirstSight> firstSeen = new HashMap<>();
    private final Thread thread;
    private List<LongSupplier> sources = List.of();
    private volatile boolean closed;
    private volatile @Nullable Anomaly certain;
    private boolean contradictory;

    private ExpectedAnomalyMonitor(RunHeader header, List<ExpectedAnomaly> expected, List<Check> checks) {
        this.expected = List.copyOf(expected);
        this.checks = List.copyOf(checks);
        this.builder = History.builder(header);
        this.thread = new Thread(this::work, "expected-anomaly-monitor");
        this.thread.setDaemon(true);
    }

    /** A monitor for the anomalies that a variant is expected to show, by those of its checks that find them. */
    static ExpectedAnomalyMonitor of(Variant variant, RunHeader header) {
        Set<String> names =
                variant.expected().stream().map(ExpectedAnomaly::check).collect(Collectors.toSet());
        List<Check> checks = variant.checks().stream()
                .filter(spec -> names.contains(spec.check()))
                .map(Checks::of)
                .toList();
        return new ExpectedAnomalyMonitor(header, variant.expected(), checks);
    }

    /** For tests: with checks of the test's own. */
    static ExpectedAnomalyMonitor of(RunHeader header, List<ExpectedAnomaly> expected, List<Check> checks) {
        return new ExpectedAnomalyMonitor(header, expected, checks);
    }

    /** Adds an event. Called in the order of the lines. */
    @Override
    public void accept(Event event) {
        synchronized (builder) {
            try {
                builder.add(event);
            } catch (IllegalArgumentException e) {
                contradictory = true; // whoever reads the whole history says where and why
            }
        }
    }

    /**
     * Names the other sources of events, before the first check.
     *
     * @param each the number of rounds that each has completed
     */
    void sources(LongSupplier... each) {
        sources = List.of(each);
    }

    /** Begins to check. Once. */
    ExpectedAnomalyMonitor start() {
        thread.start();
        return this;
    }

    /** The anomaly that is certain; null as long as none is. */
    @Nullable
    Anomaly certain() {
        return certain;
    }

    private void work() {
        try {
            while (!closed && certain == null) {
                long began = System.nanoTime();
                certain = look();
                long took = System.nanoTime() - began;
                Thread.sleep(Math.max(
                        LEAST_REST.toMillis(), REST * Duration.ofNanos(took).toMillis()));
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** Checks what has been recorded so far, and gives an anomaly that is certain by now, null if none is. */
    @Nullable
    Anomaly look() {
        History history = snapshot();
        if (history == null) {
            return null;
        }
        List<Anomaly> found = checks.stream()
                .flatMap(check -> violations(check, history).stream())
                .filter(this::isExpected)
                .toList();
        long now = history.endNanos();
        firstSeen
                .keySet()
                .retainAll(found.stream().map(ExpectedAnomalyMonitor::sighting).toList());
        List<Long> completed = completed();
        found.forEach(anomaly -> firstSeen.putIfAbsent(sighting(anomaly), new FirstSight(now, completed)));
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
        FirstSight first = Objects.requireNonNull(firstSeen.get(sighting(anomaly)));
        long old = nowNanos - SETTLE.toNanos();
        List<Long> completed = completed();
        boolean confirmed = IntStream.range(0, completed.size())
                .allMatch(source -> completed.get(source) - first.completed().get(source) >= ROUNDS);
        return confirmed && (first.nanos() <= old || anomaly.toNanos() <= old);
    }

    private static Sighting sighting(Anomaly anomaly) {
        return new Sighting(anomaly.check(), anomaly.kind(), anomaly.fromNanos());
    }

    private boolean isExpected(Anomaly anomaly) {
        return expected.contains(new ExpectedAnomaly(anomaly.check(), anomaly.kind()));
    }

    /** A check that fails or gives up on a prefix has found nothing; of the whole history it says so in the report. */
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
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
