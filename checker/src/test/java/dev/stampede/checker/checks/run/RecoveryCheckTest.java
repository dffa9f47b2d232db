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
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.ReadKind;
import dev.stampede.checker.registry.Checks;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.HistoryBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecoveryCheckTest {
    private final List<Event> events = new ArrayList<>(List.of(
            new Event.ClientOpened(0, "lock-0", Event.ClientKind.WORKLOAD, "harness", 0),
            new Event.BudgetDerived("recovery", seconds(5), "2 s + 3 s", 0)));
    private int operations;
    private int attempts;

    private void ok(double from, double to) {
        events.add(new Event.Invoked(operations, 0, "acquire", "/a", null, seconds(from)));
        events.add(new Event.Completed(operations, Outcome.OK, null, null, 1, 1, 1, seconds(to)));
        operations++;
    }

    private CheckResult check() {
        return Checks.of("recovery").check(Histories.of(Histories.header("partition"), events), Histories.plenty());
    }

    @Test
    void check_progress_within_the_budget_is_valid_and_the_longest_wait_is_reported() {
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        ok(11, 16);
        events.addAll(Histories.fault("q", "partition", "leader", 30, 34));
        ok(33, 37.5);

        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
        assertThat(check().scope())
                .isEqualTo(
                        "longest time from a heal to the next successful operation: 3.5 s (budget 5 s); 2 client recoveries judged");
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
                .isEqualTo("no operation succeeded within 5 s after p#0 (partition:leader) was healed at 14.000 s:"
                        + " the next one came 11 s after it (budget: 2 s + 3 s)");
        assertThat(anomaly.blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(anomaly.operations()).containsExactly(0);
        assertThat(anomaly.signature()).hasToString("recovery/no-progress under partition:leader in lock/naive");
    }

    @Test
    void check_no_progress_while_writes_are_acknowledged_is_the_recipes_fault() {
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        events.add(new Event.AttemptSent(0, 0, -1, 1, 0, Opcode.CREATE, "/a", seconds(15)));
        events.add(new Event.AttemptAnswered(0, ResultCode.OK, 1, 7, null, null, null, seconds(15.5)));
        events.add(new Event.Invoked(0, 0, "acquire", "/a", null, seconds(11)));
        events.add(new Event.PhaseBegan(Event.Phase.AUDIT, seconds(60)));

        Anomaly anomaly = check().anomalies().get(0);

        assertThat(anomaly.blame()).isEqualTo(Blame.RECIPE);
        assertThat(anomaly.headline()).contains("was healed at 14.000 s: none came at all");
    }

    private void request(Opcode opcode, @Nullable ResultCode code, double sent, double answered) {
        events.add(new Event.AttemptSent(attempts, 0, -1, 1, 1, opcode, "/a", seconds(sent)));
        if (code != null) {
            events.add(new Event.AttemptAnswered(attempts, code, 1, 9, null, null, null, seconds(answered)));
        }
        attempts++;
    }

    private Blame blamed() {
        ok(11, 25);
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        return check().anomalies().get(0).blame();
    }

    @Test
    void check_no_progress_with_answered_reads_is_the_recipes_fault() {
        request(Opcode.GET_CHILDREN, ResultCode.OK, 15, 15.1);

        assertThat(blamed()).isEqualTo(Blame.RECIPE);
    }

    @Test
    void check_no_progress_while_a_write_waits_for_its_response_is_the_ensembles_fault_also_with_answered_reads() {
        request(Opcode.GET_CHILDREN, ResultCode.OK, 15, 15.1);
        request(Opcode.CREATE, null, 15.5, 0);

        assertThat(blamed()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void check_no_progress_after_a_lost_write_is_the_ensembles_fault_unless_it_answered_later() {
        request(Opcode.CREATE, ResultCode.CONNECTIONLOSS, 15, 16);
        assertThat(blamed()).isEqualTo(Blame.ZOOKEEPER);

        request(Opcode.EXISTS, ResultCode.NONODE, 17, 17.1);
        assertThat(blamed()).isEqualTo(Blame.RECIPE);
    }

    @Test
    void check_no_progress_after_a_refused_write_is_the_recipes_fault() {
        request(Opcode.CREATE, ResultCode.NODEEXISTS, 15, 15.1);

        assertThat(blamed()).isEqualTo(Blame.RECIPE);
    }

    @Test
    void check_no_progress_of_connected_clients_without_requests_is_the_recipes_fault() {
        events.add(new Event.SessionChanged(0, Event.SessionState.CONNECTED, 1, null, 1, 3000, seconds(1)));
        assertThat(blamed()).isEqualTo(Blame.RECIPE);

        events.add(new Event.SessionChanged(0, Event.SessionState.SUSPENDED, 1, null, 0, 0, seconds(12)));
        assertThat(blamed()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void check_another_fault_that_is_open_or_comes_within_the_budget_is_not_judged() {
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        events.addAll(Histories.fault("q", "kill", "leader", 12, 20));
        events.addAll(Histories.fault("r", "kill", "leader", 23, 30));
        ok(11, 31);

        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
        assertThat(check().scope()).startsWith("longest time from a heal to the next successful operation: 1 s");
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
                        + " 16.000 s, before the budget of 5 s was over");
    }

    @Test
    void check_progress_before_the_next_fault_is_judged_even_while_another_fault_acts() {
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        events.addAll(Histories.fault("q", "kill", "leader", 12, 20));
        ok(11, 15);

        assertThat(check().coverage().judged()).isEqualTo(1);
    }

    /** Client 1 completes an operation each second, and a partition is healed at 14 s. The budget is 5 s. */
    private static HistoryBuilder healedAt14() {
        HistoryBuilder run = HistoryBuilder.of("registers")
                .families("partition")
                .bound("recovery", 5_000)
                .clients(2)
                .fault(FaultScope.of("partition", "leader").members(1), 10_000, 14_000)
                .phase(Event.Phase.AUDIT, 60_000)
                .ended(61_000);
        for (long at = 0; at < 60_000; at += 1_000) {
            run.completed(run.invoked(1, "/a", new ZnodeInput.Read(ReadKind.GET), at), Outcome.OK, "", at + 500);
        }
        return run;
    }

    @Test
    void check_a_client_that_is_stuck_while_the_others_continue_is_a_violation_of_the_recipe() {
        HistoryBuilder run = healedAt14();
        int stuck = run.invoked(2, "/a", new ZnodeInput.Read(ReadKind.GET), 12_000);

        CheckResult result = run.checkNamed("recovery");

        assertThat(HistoryBuilder.kinds(result)).containsExactly("client-stuck!");
        Anomaly anomaly = result.anomalies().get(0);
        assertThat(anomaly.headline())
                .startsWith("client 2 (registers-2) completed no operation within 5 s after ")
                .endsWith(
                        " (partition:leader) was healed at 14.000 s, although other clients did; it was in get, which it"
                                + " called at 12.000 s");
        assertThat(anomaly.blame()).isEqualTo(Blame.RECIPE);
        assertThat(anomaly.operations()).contains(stuck);
    }

    @Test
    void check_a_client_that_continues_too_late_is_stuck_and_one_in_time_is_not() {
        HistoryBuilder late = healedAt14();
        late.completed(late.invoked(2, "/a", new ZnodeInput.Read(ReadKind.GET), 12_000), Outcome.OK, "", 19_100);
        HistoryBuilder inTime = healedAt14();
        inTime.completed(inTime.invoked(2, "/a", new ZnodeInput.Read(ReadKind.GET), 12_000), Outcome.OK, "", 18_900);

        assertThat(late.checkNamed("recovery").verdict()).isEqualTo(Verdict.INVALID);
        assertThat(inTime.checkNamed("recovery").scope()).contains("2 client recoveries judged");
    }

    @Test
    void check_a_client_whose_operations_all_stay_indeterminate_is_stuck() {
        HistoryBuilder run = healedAt14();
        for (long at = 12_000; at < 59_000; at += 2_000) {
            int lost = run.invoked(2, "/a", new ZnodeInput.Read(ReadKind.GET), at);
            run.completed(lost, Outcome.INDETERMINATE, "ConnectionLoss", at + 1_500);
        }

        assertThat(HistoryBuilder.kinds(run.checkNamed("recovery"))).containsExactly("client-stuck!");
    }

    @Test
    void check_a_client_that_waits_for_a_grant_or_has_nothing_to_do_is_not_judged() {
        HistoryBuilder waits = healedAt14();
        waits.invoked(2, "/a", LockInput.Acquire.EXCLUSIVE, 12_000);

        assertThat(waits.checkNamed("recovery").verdict()).isEqualTo(Verdict.VALID);
        assertThat(waits.checkNamed("recovery").scope())
                .contains("1 of 2 client recoveries judged; 1 not judged: it waited for a grant");
        assertThat(healedAt14().checkNamed("recovery").scope())
                .contains("1 of 2 client recoveries judged; 1 not judged: it had no operation in progress");
    }

    @Test
    void check_a_client_without_progress_before_the_next_fault_is_not_judged() {
        HistoryBuilder run = healedAt14()
                .fault(FaultScope.of("kill", "leader").members(2), 17_000, 18_000)
                .fault(FaultScope.of("kill", "leader").members(2), 20_000, 59_000);
        run.invoked(2, "/a", new ZnodeInput.Read(ReadKind.GET), 12_000);

        assertThat(run.checkNamed("recovery").verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_without_heals_there_is_nothing_to_judge_and_without_a_budget_it_is_inconclusive() {
        assertThat(check().verdict()).isEqualTo(Verdict.VALID);

        events.removeIf(e -> e instanceof Event.BudgetDerived);
        events.addAll(Histories.fault("p", "partition", "leader", 10, 14));
        assertThat(check().reason()).isEqualTo("the history contains no derived budget with the name recovery");
    }
}
