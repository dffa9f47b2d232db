package dev.stampede.checker.checks.run;

import static dev.stampede.checker.check.Histories.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Histories;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.registry.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaitingCheckTest {
    private final List<Event> events = new ArrayList<>();

    private void grant(int number, long token, double from, double to) {
        grant(number, number, token, from, to);
    }

    private void grant(int number, int client, long token, double from, double to) {
        events.add(new Event.Invoked(number, client, "acquire", "/a", null, seconds(from)));
        events.add(new Event.Completed(number, Outcome.OK, null, null, 1, token, 1, seconds(to)));
    }

    private CheckResult check(Map<String, String> parameters) {
        return Checks.of(new CheckSpec("waiting", parameters))
                .check(Histories.of(Histories.header(), events), Histories.plenty());
    }

    @Test
    void check_grants_in_the_order_of_their_tokens_is_valid() {
        grant(0, 5, 0, 1);
        grant(1, 6, 0, 3);

        assertThat(check(Map.of("ordered", "true")).verdict()).isEqualTo(Verdict.VALID);
        assertThat(check(Map.of("ordered", "true")).scope())
                .isEqualTo("longest acquire: 3 s, by client 1 (operation 1)");
    }

    @Test
    void check_an_overtaken_grant_is_a_violation_only_where_an_order_is_promised() {
        grant(0, 6, 0, 2);
        grant(1, 5, 0, 3);

        assertThat(check(Map.of()).verdict()).isEqualTo(Verdict.VALID);
        CheckResult result = check(Map.of("ordered", "true"));
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("client 1 queued for /a with token 0x5 and was granted it at 3.000 s, after client 0 with"
                        + " the later token 0x6 at 2.000 s");
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.RECIPE);
    }

    @Test
    void check_a_client_whose_session_was_disturbed_is_not_judged() {
        grant(0, 6, 0, 2);
        grant(1, 5, 0, 3);
        events.add(new Event.SessionChanged(1, Event.SessionState.SUSPENDED, 1, null, 0, 0, seconds(1)));

        assertThat(check(Map.of("ordered", "true")).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_client_that_was_overtaken_by_itself_is_also_reported() {
        grant(0, 3, 6, 0, 2);
        grant(1, 3, 5, 2, 3);

        assertThat(check(Map.of("ordered", "true")).verdict()).isEqualTo(Verdict.INVALID);
    }
}
