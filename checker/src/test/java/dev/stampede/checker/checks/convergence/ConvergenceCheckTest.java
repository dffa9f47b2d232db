package dev.stampede.checker.checks.convergence;

import static dev.stampede.checker.checks.convergence.ValueHistoryBuilder.KEY;
import static dev.stampede.checker.checks.convergence.ValueHistoryBuilder.kinds;
import static dev.stampede.checker.registry.OutOfTime.assertGivesUp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.NameInput.LookUp;
import dev.stampede.checker.history.data.NameInput.LookUpKind;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.Test;

/** The limit of convergence of these histories is 6 s, and the recovery budget is 4 s. */
class ConvergenceCheckTest {
    private static CheckResult judge(ValueHistoryBuilder history, long end) {
        return history.ended(end).checkNamed(ConvergenceCheck.NAME);
    }

    private static FaultScope partition() {
        return FaultScope.of("partition", "leader").members(1);
    }

    /** {@code a}, then {@code b}. */
    private static ValueHistoryBuilder written() {
        return ValueHistoryBuilder.of(3).write(1, "a", 100).write(1, "b", 200);
    }

    @Test
    void reads_that_only_move_forward_are_valid() {
        CheckResult result = judge(written().read(2, null, 50).read(2, "a", 150).read(2, "b", 5000), 9000);

        assertThat(result.anomalies()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.coverage().judged()).isEqualTo(3);
    }

    @Test
    void value_that_no_client_wrote_is_an_anomaly() {
        Anomaly anomaly = judge(written().read(2, "c", 300), 9000).violations().get(0);

        assertThat(anomaly.kind()).isEqualTo("never-written");
        assertThat(anomaly.blame()).isEqualTo(Blame.USER_CODE);
        assertThat(anomaly.headline())
                .isEqualTo("client 2 read c of " + KEY + " at 0.302 s, which no client had written");
    }

    @Test
    void value_whose_write_was_refused_is_an_anomaly_and_one_whose_outcome_is_unknown_is_none() {
        assertThat(judge(written().write(3, "c", Outcome.FAILED, 300, 310).read(2, "c", 400), 9000)
                        .violations()
                        .get(0)
                        .headline())
                .endsWith("although the write of this value was refused");
        assertThat(judge(
                                written()
                                        .write(3, "c", Outcome.INDETERMINATE, 300, 310)
                                        .read(2, "c", 400),
                                9000)
                        .anomalies())
                .isEmpty();
        assertThat(kinds(judge(written().cas(3, "x", "c", false, 300).read(2, "c", 400), 9000)))
                .containsExactly("never-written!");
        assertThat(judge(written().cas(3, "b", "c", true, 300).read(2, "c", 400), 9000)
                        .anomalies())
                .isEmpty();
    }

    @Test
    void client_that_reads_an_older_value_after_a_newer_one_went_back() {
        Anomaly anomaly = judge(written().read(2, "b", 300).read(2, "a", 400), 9000)
                .violations()
                .get(0);

        assertThat(anomaly.kind()).isEqualTo("went-back");
        assertThat(anomaly.headline())
                .isEqualTo("client 2 went back to a of " + KEY
                        + " at 0.402 s, after it had read b, which was written later");
        assertThat(anomaly.because().get(0)).isEqualTo("client 2 read b at 0.302 s and a at 0.402 s, in one session");
    }

    @Test
    void client_that_reads_no_value_after_a_value_went_back() {
        assertThat(kinds(judge(written().read(2, "b", 300).read(2, null, 400), 9000)))
                .containsExactly("went-back!");
    }

    @Test
    void order_of_concurrent_writes_is_unknown_until_two_clients_disagree() {
        ValueHistoryBuilder history = ValueHistoryBuilder.of(3);
        int a = history.invoked(1, KEY, OperationInput.of("write", "a"), 100);
        int b = history.invoked(2, KEY, OperationInput.of("write", "b"), 100);
        history.completed(a, OperationOutput.Custom.DONE, 0, 200).completed(b, OperationOutput.Custom.DONE, 0, 200);
        history.read(2, "a", 150).read(2, "b", 160);
        assertThat(judge(history, 9000).anomalies()).isEmpty();

        Anomaly anomaly = judge(history.read(3, "b", 170).read(3, "a", 180), 9000)
                .violations()
                .get(0);

        assertThat(anomaly.kind()).isEqualTo("went-back");
        assertThat(anomaly.headline()).endsWith("no order of the writes allows this beside what the others read");
        assertThat(anomaly.because()).anyMatch(step -> step.startsWith("client 2 read a at"));
    }

    @Test
    void new_session_and_new_object_may_read_an_older_value() {
        ValueHistoryBuilder session = written()
                .read(2, "b", 300)
                .state(2, SessionState.EXPIRED, 400)
                .state(2, SessionState.CONNECTED, 0xdd, 500);
        assertThat(judge(session.read(2, "a", 600).read(2, "a", 1700), 2000).anomalies())
                .isEmpty();
        assertThat(judge(written().read(2, "b", 300).open(2, 400).read(2, "a", 500), 2000)
                        .anomalies())
                .isEmpty();
        assertThat(kinds(judge(written().open(2, 250).read(2, "b", 300).read(2, "a", 500), 2000)))
                .containsExactly("went-back!");
    }

    @Test
    void object_may_show_what_it_read_in_the_session_before_until_it_reads_something_else() {
        ValueHistoryBuilder history = written()
                .read(2, "a", 300)
                .state(2, SessionState.EXPIRED, 400)
                .state(2, SessionState.CONNECTED, 0xdd, 500)
                .read(2, "b", 1600)
                .read(2, "a", 1700);
        assertThat(judge(history, 2000).anomalies()).isEmpty();

        assertThat(kinds(judge(history.read(2, "b", 1800).read(2, "a", 1900), 2000)))
                .containsExactly("went-back!");
    }

    @Test
    void write_that_may_have_been_sent_twice_has_no_place_in_the_order() {
        ValueHistoryBuilder history = ValueHistoryBuilder.of(2);
        int op = history.invoked(1, KEY, OperationInput.of("write", "a"), 100);
        history.attempt(1, op, Opcode.SET_DATA, "/x", Reply.error(ResultCode.CONNECTIONLOSS), 101, 150);
        history.attempt(1, op, Opcode.SET_DATA, "/x", Reply.ok(7), 151, 160);
        history.completed(op, OperationOutput.Custom.DONE, 7, 170);
        history.write(2, "b", 110).read(2, "a", 200).read(2, "b", 210).read(2, "a", 220);

        assertThat(judge(history, 2000).anomalies()).isEmpty();
    }

    @Test
    void client_that_reads_an_older_value_after_the_limit_has_not_converged() {
        assertThat(judge(written().read(2, "a", 6200), 9000).anomalies()).isEmpty();

        Anomaly anomaly = judge(written().read(2, "a", 6202), 9000).violations().get(0);

        assertThat(anomaly.kind()).isEqualTo("not-converged");
        assertThat(anomaly.headline())
                .isEqualTo("client 2 still read a of " + KEY + " at 6.202 s, although b was acknowledged at 0.202 s");
        assertThat(anomaly.because().get(0)).contains("the limit is 6 s = ");
    }

    @Test
    void limit_does_not_run_during_a_fault_or_a_stall_and_begins_with_the_object() {
        assertThat(judge(written().fault(partition(), 1000, 2000).read(2, "a", 11_900), 13_000)
                        .anomalies())
                .isEmpty();
        assertThat(kinds(judge(written().fault(partition(), 1000, 2000).read(2, "a", 12_100), 13_000)))
                .containsExactly("not-converged!");
        assertThat(judge(written().stalls("harness", 1000, 1500).read(2, "a", 6600), 9000)
                        .anomalies())
                .isEmpty();
        assertThat(judge(written().open(2, 3000).read(2, null, 8900), 10_000).anomalies())
                .isEmpty();
        assertThat(kinds(judge(written().open(2, 3000).read(2, null, 9100), 10_000)))
                .containsExactly("not-converged!");
    }

    @Test
    void client_that_is_not_connected_need_not_converge() {
        assertThat(judge(written().state(2, SessionState.SUSPENDED, 1000).read(2, "a", 8000), 9000)
                        .anomalies())
                .isEmpty();
    }

    @Test
    void concurrent_write_is_not_older() {
        ValueHistoryBuilder history = ValueHistoryBuilder.of(2);
        int op = history.invoked(1, KEY, OperationInput.of("write", "a"), 100);
        history.write(2, "b", 110).completed(op, OperationOutput.Custom.DONE, 0, 120);

        assertThat(judge(history.read(2, "a", 8000), 9000).anomalies()).isEmpty();
    }

    @Test
    void client_whose_sessions_are_not_recorded_is_not_judged_and_the_coverage_says_so() {
        ValueHistoryBuilder history = written().opened(4, "harness", 0);
        int op = history.invoked(4, KEY, new LookUp(LookUpKind.PLAIN), 8000);
        history.completed(op, Outcome.OK, "a", null, 0, 0, 0, 8002);

        CheckResult result = judge(history, 9000);

        assertThat(result.anomalies()).isEmpty();
        assertThat(result.coverage().text())
                .isEqualTo("0 of 1 read judged; 1 not judged: the sessions of its client are not recorded");
    }

    @Test
    void check_without_time_gives_up() {
        ValueHistoryBuilder history =
                written().read(2, "a", 150).read(2, "b", 5000).ended(9000);

        assertGivesUp(history.history(), ConvergenceCheck.NAME);
    }
}
