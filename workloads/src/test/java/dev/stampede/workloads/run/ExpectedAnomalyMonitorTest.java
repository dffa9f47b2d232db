package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpectedAnomalyMonitorTest {
    private static final ExpectedAnomaly TWICE = new ExpectedAnomaly("unique-ids", "id-twice");
    private static final RunHeader HEADER = new RunHeader(
            "r", "naming", "counted-ids", 1, "", "", List.of(), null, List.of(), null, List.of(), "", "", Map.of());

    private int number;

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** A check whose violations the test computes from the history. */
    private record Scripted(Function<History, List<Anomaly>> violations) implements Check {
        @Override
        public String name() {
            return TWICE.check();
        }

        @Override
        public CheckSpec spec() {
            return new CheckSpec(name(), Map.of());
        }

        @Override
        public CheckResult check(History history, CheckBudget budget) {
            return CheckResult.of(name(), Coverage.of("operations", 1), "", violations.apply(history));
        }
    }

    private static Anomaly anomaly(String kind, long fromNanos, long toNanos) {
        return new Anomaly(
                TWICE.check(),
                kind,
                "an id was handed out twice",
                List.of(),
                Blame.RECIPE,
                List.of(),
                List.of(),
                fromNanos,
                toNanos,
                new Citation("p", "s", "u"),
                null,
                new Anomaly.Signature(TWICE.check(), kind, List.of(), "naming/counted-ids"));
    }

    private static ExpectedAnomalyMonitor monitor(Function<History, List<Anomaly>> violations) {
        return ExpectedAnomalyMonitor.of(HEADER, List.of(TWICE), List.of(new Scripted(violations)));
    }

    private static ExpectedAnomalyMonitor real() {
        Scenario naming = Scenarios.named("naming").orElseThrow();
        return ExpectedAnomalyMonitor.of(naming.variant("counted-ids").orElseThrow(), HEADER);
    }

    private void hands(ExpectedAnomalyMonitor monitor, String id, long atMillis) {
        monitor.accept(new Event.Invoked(number, number % 2, "next-id", "/naming-ids", null, millis(atMillis)));
        monitor.accept(new Event.Completed(number, Outcome.OK, id, null, 1, 0, 1, millis(atMillis + 1)));
        number++;
    }

    private static void tick(ExpectedAnomalyMonitor monitor, long atMillis) {
        monitor.accept(new Event.Note(Event.Severity.QUIET, "tick", millis(atMillis)));
    }

    private static void pausesAWorker(ExpectedAnomalyMonitor monitor, long atMillis) {
        monitor.accept(new Event.FaultInjecting(
                "p#1",
                "p",
                "client-pause",
                "worker",
                "holder",
                List.of(),
                List.of(0),
                List.of(),
                List.of(FaultEffect.PAUSES_CLIENT_JVM),
                millis(atMillis)));
        monitor.accept(new Event.FaultInjected("p#1", millis(atMillis)));
    }

    @Test
    void look_at_an_anomaly_of_the_real_check_is_certain_once_it_has_settled() {
        ExpectedAnomalyMonitor monitor = real();
        hands(monitor, "7", 100);
        hands(monitor, "7", 200);

        assertThat(monitor.checkNow()).as("an event may still be late").isNull();
        tick(monitor, 1_300);

        assertThat(monitor.checkNow()).extracting(Anomaly::kind).isEqualTo("id-twice");
    }

    @Test
    void look_at_a_correct_history_never_finds_an_anomaly() {
        ExpectedAnomalyMonitor monitor = real();
        hands(monitor, "7", 100);
        hands(monitor, "8", 200);
        tick(monitor, 60_000);

        assertThat(monitor.checkNow()).isNull();
    }

    @Test
    void look_at_an_anomaly_of_another_kind_ignores_it() {
        ExpectedAnomalyMonitor monitor = monitor(h -> List.of(anomaly("id-went-back", 0, 1)));
        tick(monitor, 60_000);

        assertThat(monitor.checkNow()).isNull();
    }

    @Test
    void look_at_an_anomaly_that_grows_with_the_history_is_certain_when_it_was_found_before() {
        ExpectedAnomalyMonitor monitor = monitor(h -> List.of(anomaly(TWICE.kind(), millis(50), h.endNanos())));
        tick(monitor, 2_000);
        assertThat(monitor.checkNow()).isNull();
        tick(monitor, 2_900);
        assertThat(monitor.checkNow()).isNull();
        tick(monitor, 3_000);

        assertThat(monitor.checkNow()).isNotNull();
    }

    @Test
    void look_at_an_anomaly_that_later_events_refute_is_never_certain() {
        ExpectedAnomalyMonitor monitor = monitor(h -> h.endNanos() < millis(2_500)
                ? List.of(anomaly(TWICE.kind(), millis(50), h.endNanos()))
                : h.endNanos() > millis(4_000) ? List.of(anomaly(TWICE.kind(), millis(50), h.endNanos())) : List.of());
        tick(monitor, 2_000);
        assertThat(monitor.checkNow()).isNull();
        tick(monitor, 3_000);
        assertThat(monitor.checkNow()).isNull();
        tick(monitor, 4_500);

        assertThat(monitor.checkNow()).as("found again, but less than 1 s ago").isNull();
    }

    @Test
    void look_while_a_fault_pauses_a_clients_jvm_is_not_certain() {
        ExpectedAnomalyMonitor monitor = monitor(h -> List.of(anomaly(TWICE.kind(), 0, millis(10))));
        pausesAWorker(monitor, 100);
        tick(monitor, 6_000);
        assertThat(monitor.checkNow()).isNull();
        monitor.accept(new Event.FaultHealed("p#1", "it ran again", millis(6_500)));
        tick(monitor, 7_000);
        assertThat(monitor.checkNow()).as("its events may still be late").isNull();
        tick(monitor, 7_500);

        assertThat(monitor.checkNow()).isNotNull();
    }

    @Test
    void look_with_a_check_that_fails_finds_nothing() {
        ExpectedAnomalyMonitor monitor = monitor(h -> {
            throw new IllegalStateException("a prefix that the check does not understand");
        });
        tick(monitor, 6_000);

        assertThat(monitor.checkNow()).isNull();
    }

    @Test
    void look_while_another_event_source_is_stalled_is_not_certain() {
        long[] rounds = {7, 3};
        ExpectedAnomalyMonitor monitor = monitor(h -> List.of(anomaly(TWICE.kind(), 0, millis(10))));
        monitor.sources(() -> rounds[0], () -> rounds[1]);
        tick(monitor, 6_000);
        assertThat(monitor.checkNow()).isNull();
        rounds[0] = 90;
        rounds[1] = 4;
        tick(monitor, 60_000);
        assertThat(monitor.checkNow())
                .as("the round may have begun before the anomaly was found")
                .isNull();
        rounds[1] = 5;

        assertThat(monitor.checkNow()).isNotNull();
    }

    @Test
    void look_at_contradictory_events_finds_nothing() {
        ExpectedAnomalyMonitor monitor = monitor(h -> List.of(anomaly(TWICE.kind(), 0, 1)));
        monitor.accept(new Event.Completed(7, Outcome.OK, null, null, 1, 0, 1, 0));
        tick(monitor, 6_000);

        assertThat(monitor.checkNow()).isNull();
    }

    @Test
    void start_checks_repeatedly_in_at_most_a_fifth_of_the_time() {
        long[] spent = new long[2];
        long began = System.nanoTime();
        ExpectedAnomalyMonitor monitor = monitor(h -> {
            spent[1]++;
            long until = System.nanoTime() + millis(100);
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
            spent[0] += millis(100);
            return spent[1] < 4 ? List.of() : List.of(anomaly(TWICE.kind(), 0, 1));
        });
        tick(monitor, 6_000);
        try (ExpectedAnomalyMonitor started = monitor.start()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> started.certain() != null);
        }

        // There is no pause after the last of the four checks.
        assertThat(spent[0] - millis(100)).isLessThanOrEqualTo((System.nanoTime() - began) / 5);
    }

    @Test
    void look_without_the_check_of_the_expected_anomaly_finds_nothing() {
        Variant variant = Scenarios.named("lock")
                .orElseThrow()
                .defaultVariant()
                .expecting(List.of(new ExpectedAnomaly("naming", "two-owners")));
        ExpectedAnomalyMonitor monitor = ExpectedAnomalyMonitor.of(variant, HEADER);
        tick(monitor, 60_000);

        assertThat(monitor.checkNow()).isNull();
    }

    static List<Variant> mutants() {
        return Scenarios.variants().stream().filter(Variant::mutant).toList();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void monitor_of_every_mutant_has_the_checks_of_its_expected_anomalies(Variant mutant) {
        assertThat(ExpectedAnomalyMonitor.of(mutant, HEADER).checkNow()).isNull();
        assertThat(mutant.checks())
                .extracting(CheckSpec::check)
                .containsAll(
                        mutant.expected().stream().map(ExpectedAnomaly::check).toList());
    }
}
