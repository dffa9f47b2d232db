package dev.stampede.checker.checks.run;

import static dev.stampede.checker.check.Histories.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Histories;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.registry.Checks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryCheckTest {
    private final List<Event> events = new ArrayList<>(List.of(
            new Event.ClientOpened(0, "lock-0", Event.ClientKind.WORKLOAD, "harness", 0),
            new Event.BudgetDerived("recovery", seconds(5), "2 s + 3 s", 0)));
    private int operations;

    private void ok(double from, double to) {
        events.add(new Event.Invoked(operations, 0, "acquire", "/a", null, seconds(from)));
        events.add(new Event.Completed(operations, Outcome.OK, null, null, 1, 1, 1, seconds(to)));
        operations++;
    }

    private CheckResult check() {
        return Checks.of("recovery").check(Histories.of(Histories.header("partition"), events), Histories.plenty());
    }

    @Test
    void check_progress_within_the_budget_is_valid_and_the_longest_wait_is_told() {
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        ok(11, 16);
        events.addAll(Histories.fault("q", "partition", "leader", 30, 34));
        ok(33, 37.5);

        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
        assertThat(check().scope())
                .isEqualTo("the longest wait for progress was 3.500 s, the budget 5.000 s, 0 violations");
        assertThat(check().coverage()).isEqualTo(Coverage.of("heals", 2));
    }

    @Test
    void check_progress_later_than_the_budget_is_a_violation_of_the_ensemble() {
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        ok(11, 25);

        CheckResult result = check();

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        Anomaly anomaly = result.anomalies().get(0);
        assertThat(anomaly.headline())
                .isEqualTo("no operation succeeded within 5.000 s after p#0 (partition:leader) was healed at 14.000 s:"
                        + " the next one came 11.000 s after it (budget: 2 s + 3 s)");
        assertThat(anomaly.blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(anomaly.operations()).containsExactly(0);
        assertThat(anomaly.signature()).hasToString("recovery/no-progress under partition:leader in lock/naive");
    }

    @Test
    void check_no_progress_while_writes_are_acknowledged_is_the_recipes_fault() {
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        events.add(new Event.AttemptSent(0, 0, -1, 1, 0, Opcode.CREATE, "/a", seconds(15)));
        events.add(new Event.AttemptAnswered(0, ResultCode.OK, 1, 7, null, null, seconds(15.5)));
        events.add(new Event.Invoked(0, 0, "acquire", "/a", null, seconds(11)));
        events.add(new Event.PhaseBegan(Event.Phase.AUDIT, seconds(60)));

        Anomaly anomaly = check().anomalies().get(0);

        assertThat(anomaly.blame()).isEqualTo(Blame.RECIPE);
        assertThat(anomaly.headline()).contains("was healed at 14.000 s: none came at all");
    }

    @Test
    void check_another_fault_that_is_open_or_comes_within_the_budget_is_not_judged() {
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        events.addAll(Histories.fault("q", "kill", "leader", 12, 20));
        events.addAll(Histories.fault("r", "kill", "leader", 23, 30));
        ok(11, 31);

        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
        assertThat(check().scope()).startsWith("the longest wait for progress was 1.000 s");
        assertThat(check().coverage()).isEqualTo(Coverage.of("heals", 1).notJudged("overlapped with another fault", 2));
    }

    @Test
    void check_a_stall_of_a_jvm_is_added_to_the_budget() {
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        events.add(new Event.Stalled("harness", seconds(15), seconds(17)));
        ok(11, 20.5);
        assertThat(check().verdict()).isEqualTo(Verdict.VALID);

        events.removeIf(e -> e instanceof Event.Stalled);
        assertThat(check().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void check_clients_that_stopped_before_the_budget_was_over_is_inconclusive() {
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        events.add(new Event.Invoked(0, 0, "acquire", "/a", null, seconds(11)));
        events.add(new Event.PhaseBegan(Event.Phase.AUDIT, seconds(16)));

        assertThat(check().reason())
                .isEqualTo("no operation succeeded after the last heal (p#0 at 14.000 s), but the clients stopped at"
                        + " 16.000 s, before the budget of 5.000 s was over");
    }

    @Test
    void check_without_heals_there_is_nothing_to_judge_and_without_a_budget_it_is_inconclusive() {
        assertThat(check().verdict()).isEqualTo(Verdict.VALID);

        events.removeIf(e -> e instanceof Event.BudgetDerived);
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        assertThat(check().reason()).isEqualTo("the history contains no derived budget with the name recovery");
    }
}
