package dev.stampede.checker.checks.registers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The effect of a write that is sent again. */
class RetriedWritesCheckTest {
    private static final String KEY = "/k";
    private final List<Event> events = new ArrayList<>();
    private int operations;
    private int attempts;

    private int invoked(int client, String function, String argument, long at) {
        events.add(new Event.Invoked(operations, client, function, KEY, argument, at));
        return operations++;
    }

    private void completed(int operation, Outcome outcome, String result, long at) {
        events.add(new Event.Completed(operation, outcome, result, null, 1, 0, 0, at));
    }

    private void request(int operation, String opcode, String code, long at) {
        events.add(new Event.AttemptSent(attempts, 1, operation, 1, attempts, Opcode.named(opcode), KEY, at));
        events.add(new Event.AttemptAnswered(attempts++, ResultCode.valueOf(code), 1, 0, null, null, null, at + 1));
    }

    /** Client 1 writes a while client 2 writes b: a, b, and a again, because there are three versions. */
    private void overwritten(String... codes) {
        completed(invoked(2, "create", "seed", 0), Outcome.OK, null, 5);
        int a = invoked(1, "setData", "[a -1]", 10);
        long at = 11;
        for (String code : codes) {
            request(a, "setData", code, at);
            at += 100;
        }
        completed(invoked(2, "setData", "[b -1]", 50), Outcome.OK, "2", 60);
        completed(a, Outcome.OK, "3", 200);
    }

    private CheckResult judged() {
        RunHeader header = new RunHeader(
                "r1",
                "configuration",
                "curator-framework",
                1,
                "2026-11-24T00:00:00Z",
                "3 members",
                List.of(1),
                null,
                List.of(),
                null,
                List.of(),
                "replay",
                "recheck",
                Map.of());
        History.Builder builder = History.builder(header);
        events.forEach(builder::add);
        builder.add(new Event.RunEnded(null, 1000));
        return RetriedWritesCheck.of(new CheckSpec(RetriedWritesCheck.NAME, Map.of("model", "versioned-znode")))
                .check(builder.build(), CheckBudget.of(Duration.ofSeconds(30), 1 << 26));
    }

    @Test
    void write_whose_request_was_sent_again_may_be_applied_twice() {
        overwritten("CONNECTIONLOSS", "OK");

        CheckResult result = judged();

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.caveats()).extracting(Anomaly::kind).containsExactly("applied-twice");
        assertThat(result.caveats().get(0).headline())
                .startsWith("client 1's setData of /k was applied twice: it was sent again because the response to the"
                        + " request sent at 0.000 s was lost");
        assertThat(result.caveats().get(0).excuse()).isEqualTo(RegisterCitations.TRIES_AGAIN);
    }

    @Test
    void write_whose_request_was_sent_once_is_applied_once() {
        overwritten("OK");

        CheckResult result = judged();

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.violations()).extracting(Anomaly::kind).containsExactly("not-linearizable");
    }

    @Test
    void write_whose_first_request_was_refused_is_applied_once() {
        overwritten("BADVERSION", "OK");

        assertThat(judged().verdict()).isEqualTo(Verdict.INVALID);
    }

    /** Only the first request may have taken effect, and it counts as the operation itself. */
    @Test
    void indeterminate_write_that_was_finally_refused_has_no_echo() {
        completed(invoked(2, "create", "seed", 0), Outcome.OK, null, 5);
        int a = invoked(1, "setData", "[a -1]", 10);
        request(a, "setData", "CONNECTIONLOSS", 11);
        request(a, "setData", "BADVERSION", 20);
        completed(a, Outcome.INDETERMINATE, null, 25);
        completed(invoked(2, "setData", "[b -1]", 50), Outcome.OK, "2", 60);
        completed(invoked(2, "setData", "[c -1]", 70), Outcome.OK, "4", 80);

        assertThat(judged().verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void retry_without_an_effect_is_no_caveat() {
        completed(invoked(2, "create", "seed", 0), Outcome.OK, null, 5);
        int a = invoked(1, "setData", "[a -1]", 10);
        request(a, "setData", "CONNECTIONLOSS", 11);
        request(a, "setData", "OK", 20);
        completed(a, Outcome.OK, "1", 25);

        CheckResult result = judged();

        assertThat(result.anomalies()).isEmpty();
        assertThat(result.scope()).endsWith("1 write sent again");
    }
}
