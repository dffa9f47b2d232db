package dev.stampede.checker.checks.run;

import static dev.stampede.checker.check.Histories.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Histories;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.registry.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequirementsCheckTest {

    /** With one successful operation if the events have none. */
    private static CheckResult check(Map<String, String> parameters, List<String> families, List<Event> events) {
        boolean none = events.stream().noneMatch(e -> e instanceof Event.Invoked);
        return checkExactly(parameters, families, none ? with(events, acquired()) : events);
    }

    private static CheckResult checkExactly(Map<String, String> parameters, List<String> families, List<Event> events) {
        return Checks.of(new CheckSpec("requirements", parameters))
                .check(Histories.of(Histories.header(families.toArray(String[]::new)), events), Histories.plenty());
    }

    private static List<Event> with(List<Event> events, Event... more) {
        List<Event> all = new ArrayList<>(events);
        all.addAll(List.of(more));
        return all;
    }

    private static Event[] acquired() {
        return new Event[] {
            new Event.Invoked(0, 0, "acquire", "/a", null, seconds(5)),
            new Event.Completed(0, Outcome.OK, null, null, 1, 1, 1, seconds(6))
        };
    }

    @Test
    void check_a_fault_that_took_effect_and_healed_and_enough_operations_is_valid() {
        CheckResult result = check(
                Map.of("ok.acquire", "1", "faults.partition", "1"),
                List.of("partition"),
                with(Histories.fault("p", "partition", "leader", 1, 4), acquired()));

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope()).isEqualTo("1 fault (1 took effect and healed), 1 OK of acquire");
    }

    @Test
    void check_a_run_planned_without_faults_can_be_valid() {
        assertThat(check(Map.of(), List.of(), List.of()).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_run_without_faults_in_which_nothing_succeeded_is_inconclusive() {
        assertThat(checkExactly(Map.of(), List.of(), List.of()).reason())
                .isEqualTo("no operation of a client succeeded");
    }

    @Test
    void check_a_fault_that_did_not_take_effect_is_inconclusive() {
        List<Event> events = Histories.fault("p", "partition", "leader", 1, 4).stream()
                .filter(e -> !(e instanceof Event.FaultActive))
                .toList();

        CheckResult result = check(Map.of(), List.of("partition"), events);

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason())
                .isEqualTo("no fault of the planned family partition is proven to have taken effect and to have healed"
                        + " (1 injected, 0 took effect)");
    }

    @Test
    void check_a_heal_that_could_not_be_proven_is_inconclusive_even_if_another_was() {
        List<Event> events = with(Histories.fault("p", "partition", "leader", 1, 4));
        Histories.fault("q", "partition", "ring", 5, 8).stream()
                .filter(e -> !(e instanceof Event.FaultHealed))
                .forEach(events::add);

        CheckResult result = check(Map.of(), List.of("partition"), events);

        assertThat(result.reason())
                .isEqualTo("it is not proven that q#0 (partition:ring) was healed: what followed may be its doing");
    }

    @Test
    void check_a_skipped_step_is_named_and_changes_nothing() {
        List<Event> events = with(
                Histories.fault("p", "partition", "leader", 1, 4),
                Histories.injecting("q", "partition", "ring", 5),
                new Event.StepSkipped("q", "partition", "no leader for 5 s", seconds(5)));

        CheckResult result = check(Map.of(), List.of("partition"), events);

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope()).endsWith("; skipped: q (no leader for 5 s)");
    }

    @Test
    void check_too_few_operations_and_faults_are_all_told() {
        CheckResult result =
                check(Map.of("ok.acquire", "50", "faults.kill", "2"), List.of("partition"), List.of(acquired()));

        assertThat(result.reason())
                .isEqualTo(
                        "0 faults instead of 2 of the planned family kill are proven to have taken effect and to have"
                                + " healed (0 injected, 0 took effect); no fault of the planned family partition is proven to have"
                                + " taken effect and to have healed (0 injected, 0 took effect); only 1 operations acquire succeeded, 50"
                                + " are required");
    }

    @Test
    void of_wrong_parameters_are_refused() {
        assertThatThrownBy(() -> Checks.of(new CheckSpec("requirements", Map.of("ok.acquire", "many"))))
                .hasMessage("the check requirements expects a whole number for ok.acquire, found \"many\"");
        assertThatThrownBy(() -> Checks.of(new CheckSpec("requirements", Map.of("hue", "1"))))
                .hasMessage("the check requirements knows the parameters ok.FUNCTION, faults.FAMILY, not [hue]");
    }

    @Test
    void check_operations_of_the_harness_own_clients_do_not_count() {
        List<Event> events =
                with(List.of(new Event.ClientOpened(0, "marker", Event.ClientKind.MARKER, "harness", 0)), acquired());

        assertThat(check(Map.of("ok.acquire", "1"), List.of(), events).reason())
                .isEqualTo("no operation of a client succeeded; only 0 operations acquire succeeded, 1 are required");
    }

    @Test
    void check_a_client_whose_driver_failed_is_inconclusive() {
        Event failed = new Event.ClientEnded(
                2,
                Event.FailureOrigin.USER_CODE,
                "java.lang.NullPointerException: no lock\n\tat org.example.MyLock.acquire(MyLock.java:7)",
                seconds(3));

        CheckResult result = check(Map.of(), List.of(), List.of(failed));

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason())
                .isEqualTo("client 2 ended at 3.000 s with java.lang.NullPointerException: no lock (the user's code)");
    }

    @Test
    void check_a_run_that_ended_early_needs_no_fault_that_it_had_no_time_for() {
        CheckResult result = check(
                Map.of("ok.acquire", "50"),
                List.of("partition"),
                List.of(
                        new Event.PhaseBegan(Event.Phase.CHAOS, seconds(2)),
                        new Event.EndedEarly("mutual-exclusion", "server-overlap", seconds(5.2))));

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope())
                .endsWith(
                        "; ended early: the expected anomaly mutual-exclusion/server-overlap was certain after 3.200 s");
    }

    @Test
    void check_a_run_that_ended_early_still_needs_the_proof_that_its_faults_are_healed() {
        List<Event> events = with(List.of(), new Event.EndedEarly("mutual-exclusion", "server-overlap", seconds(9)));
        Histories.fault("q", "partition", "ring", 5, 8).stream()
                .filter(e -> !(e instanceof Event.FaultHealed))
                .forEach(events::add);

        assertThat(check(Map.of(), List.of("partition"), events).reason())
                .isEqualTo("it is not proven that q#0 (partition:ring) was healed: what followed may be its doing");
    }

    @Test
    void check_a_limit_that_the_harness_reached_is_named() {
        Event limit = new Event.LimitReached(Event.Limit.WATCHED_ZNODES, 2, 10_000, seconds(3));

        CheckResult result = check(Map.of(), List.of(), List.of(limit, limit));

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope()).endsWith("; not judged: more than 10000 znodes below the watched path at member 2");
    }

    private static Event.WorkerEnded workerEnded(double at) {
        return new Event.WorkerEnded("worker-1", "exit code 1", seconds(at));
    }

    private static List<Event> killsTheWorkerOfClient(int client, double from, double to) {
        return List.of(
                new Event.ClientOpened(0, "", Event.ClientKind.WORKLOAD, "worker-1", 0),
                new Event.ClientOpened(1, "", Event.ClientKind.WORKLOAD, "worker-2", 0),
                new Event.FaultInjecting(
                        "k#0",
                        "k",
                        "client-kill",
                        "worker",
                        "random",
                        List.of(),
                        List.of(client),
                        List.of(),
                        List.of(FaultEffect.KILLS_CLIENT_JVM),
                        seconds(from)),
                new Event.FaultInjected("k#0", seconds(from)),
                new Event.FaultHealing("k#0", seconds(to)),
                new Event.FaultHealed("k#0", "it runs", seconds(to)));
    }

    @Test
    void check_a_worker_that_ended_by_itself_is_inconclusive() {
        assertThat(check(Map.of(), List.of(), List.of(workerEnded(3))).reason())
                .isEqualTo("worker-1 ended at 3.000 s, and no fault killed it: exit code 1");
    }

    @Test
    void check_a_worker_that_a_fault_killed_is_as_planned() {
        List<Event> events = with(killsTheWorkerOfClient(0, 2, 5), workerEnded(3));

        assertThat(check(Map.of(), List.of(), events).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_worker_that_ended_while_a_fault_killed_another_is_inconclusive() {
        List<Event> events = with(killsTheWorkerOfClient(1, 2, 5), workerEnded(3));

        assertThat(check(Map.of(), List.of(), events).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
