package dev.stampede.checker.checks.run;

import static dev.stampede.checker.check.Histories.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Histories;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.registry.Checks;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.HistoryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequirementsCheckTest {

    /** Adds one successful operation if the events contain none. */
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
        assertThat(result.scope()).isEqualTo("1 fault (1 took effect and healed); acquire: 1 successful");
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
    void check_a_skipped_step_is_listed_and_has_no_other_effect() {
        List<Event> events = with(
                Histories.fault("p", "partition", "leader", 1, 4),
                Histories.injecting("q", "partition", "ring", 5),
                new Event.StepSkipped("q", "partition", "no leader for 5 s", seconds(5)));

        CheckResult result = check(Map.of(), List.of("partition"), events);

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope()).endsWith("; skipped: q (no leader for 5 s)");
    }

    @Test
    void check_too_few_operations_and_faults_are_all_reported() {
        CheckResult result =
                check(Map.of("ok.acquire", "50", "faults.kill", "2"), List.of("partition"), List.of(acquired()));

        assertThat(result.reason())
                .isEqualTo(
                        "0 faults instead of 2 of the planned family kill are proven to have taken effect and to have"
                                + " healed (0 injected, 0 took effect); no fault of the planned family partition is proven to have"
                                + " taken effect and to have healed (0 injected, 0 took effect); only 1 operation acquire succeeded, 50"
                                + " are required");
    }

    @Test
    void of_wrong_parameters_are_refused() {
        assertThatThrownBy(() -> Checks.of(new CheckSpec("requirements", Map.of("ok.acquire", "many"))))
                .hasMessage("the check requirements expects a whole number for ok.acquire, found \"many\"");
        assertThatThrownBy(() -> Checks.of(new CheckSpec("requirements", Map.of("hue", "1"))))
                .hasMessage(
                        "the check requirements has the parameters ok.FUNCTION, rate.FUNCTION, faults.FAMILY, not [hue]");
    }

    @Test
    void check_operations_of_the_harnesss_own_clients_do_not_count() {
        List<Event> events =
                with(List.of(new Event.ClientOpened(0, "marker", Event.ClientKind.MARKER, "harness", 0)), acquired());

        assertThat(check(Map.of("ok.acquire", "1"), List.of(), events).reason())
                .isEqualTo("no operation of a client succeeded; only 0 operations acquire succeeded, 1 are required");
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
                        "; the run ended early: the anomaly that its variant must show, mutual-exclusion/server-overlap,"
                                + " was certain 3.2 s after the start of the chaos phase");
    }

    private static HistoryBuilder run(int clients, long chaos) {
        return HistoryBuilder.of("lock")
                .clients(clients)
                .phase(Phase.CHAOS, 0)
                .phase(Phase.HEAL, chaos)
                .phase(Phase.AUDIT, chaos)
                .ended(chaos + 100);
    }

    /** One acquire of a client per second, in this interval. */
    private static void acquires(HistoryBuilder run, int client, long from, long to) {
        for (long at = from; at + 500 <= to; at += 1_000) {
            int operation = run.invoked(client, "/a", LockInput.Acquire.EXCLUSIVE, at);
            run.completed(operation, Outcome.OK, "", at + 500);
        }
    }

    @Test
    void check_of_a_rate_requires_that_many_operations_in_the_chaos_phase_and_at_least_two() {
        HistoryBuilder minute = run(1, 60_000);
        acquires(minute, 1, 0, 60_000);
        HistoryBuilder once = run(1, 1_000);
        acquires(once, 1, 0, 1_000);

        assertThat(minute.checkNamed("requirements", "rate.acquire=60").verdict())
                .isEqualTo(Verdict.VALID);
        assertThat(minute.checkNamed("requirements", "rate.acquire=61").reason())
                .isEqualTo("only 60 operations acquire succeeded, 61 are required (61 per minute in 60 s, and at least"
                        + " 2)");
        assertThat(once.checkNamed("requirements", "rate.acquire=6").reason())
                .startsWith("only 1 operation acquire succeeded, 2 are required");
        assertThat(once.checkNamed("requirements", "rate.acquire=6", "ok.acquire=1")
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_client_that_completed_nothing_is_inconclusive_and_one_whose_acquires_timed_out_is_not() {
        HistoryBuilder idle = run(3, 9_000);
        acquires(idle, 1, 0, 9_000);
        int timedOut = idle.invoked(2, "/a", LockInput.Acquire.EXCLUSIVE, 0);
        idle.completed(timedOut, Outcome.FAILED, "not within 5 s", 5_000);
        int open = idle.invoked(3, "/a", LockInput.Acquire.EXCLUSIVE, 0);
        idle.completed(open, Outcome.INDETERMINATE, "ConnectionLoss", 5_000);

        assertThat(idle.checkNamed("requirements").reason())
                .isEqualTo("client 3 completed no operation, although no fault prevented it");
    }

    @Test
    void check_a_client_that_faults_always_disturbed_need_not_complete_an_operation() {
        HistoryBuilder away =
                run(2, 9_000).fault(FaultScope.of("client-partition", "one").clients(2), 1_000, 9_000);
        acquires(away, 1, 0, 9_000);

        assertThat(away.checkNamed("requirements").verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_clients_that_all_became_inactive_long_before_the_end_are_inconclusive() {
        HistoryBuilder dead = run(1, 34_000).bound("recovery", 9_000);
        acquires(dead, 1, 0, 10_000);

        assertThat(dead.checkNamed("requirements").reason())
                .isEqualTo(
                        "no operation completed from 9.500 s to 34.000 s, although no fault acted; the recovery budget is"
                                + " 9 s; client 1 did nothing from 9.500 s to 34.000 s, when the clients stopped");
    }

    @Test
    void check_one_of_several_clients_that_became_inactive_is_named_and_a_waiting_one_is_not() {
        HistoryBuilder dead = run(3, 34_000).bound("recovery", 9_000);
        acquires(dead, 1, 0, 34_000);
        acquires(dead, 2, 0, 10_000);
        acquires(dead, 3, 0, 10_000);
        dead.invoked(3, "/a", LockInput.Acquire.EXCLUSIVE, 10_000);

        assertThat(dead.checkNamed("requirements").reason())
                .isEqualTo("client 2 did nothing from 9.500 s to 34.000 s, when the clients stopped");
    }
}
