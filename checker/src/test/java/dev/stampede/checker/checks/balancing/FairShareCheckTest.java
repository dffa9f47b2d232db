package dev.stampede.checker.checks.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.registry.Checks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FairShareCheckTest {
    private final List<Event> events = new ArrayList<>();
    private int operations;
    private long now;

    private FairShareCheckTest list(String... backends) {
        StringBuilder text = new StringBuilder();
        for (String backend : backends) {
            text.append('/').append(backend).append("=1:1 ");
        }
        events.add(new Event.Invoked(operations, 1, "list", "/", null, ++now));
        events.add(new Event.Completed(operations++, Outcome.OK, text.toString(), null, 0, 0, 0, ++now));
        return this;
    }

    private int begins(String backend) {
        events.add(new Event.Invoked(operations, 1, "dispatch", "/" + backend, "1:1", ++now));
        return operations++;
    }

    private void ends(int operation) {
        events.add(new Event.Completed(operation, Outcome.OK, "x", null, 0, 0, 0, ++now));
    }

    private FairShareCheckTest picks(String backends) {
        backends.chars().forEach(backend -> ends(begins(Character.toString(backend))));
        return this;
    }

    private CheckResult check(String algorithm) {
        History.Builder builder =
                History.builder(BalancingHistoryBuilder.begin().history().header());
        events.forEach(builder::add);
        return Checks.of(new CheckSpec("fair-share", Map.of("algorithm", algorithm)))
                .check(builder.build(), CheckBudget.of(Duration.ofSeconds(60), 1 << 26));
    }

    private List<String> kinds(String algorithm) {
        return check(algorithm).anomalies().stream().map(a -> a.kind()).toList();
    }

    @Test
    void check_round_robin_in_turn_is_valid_and_starts_again_with_each_list() {
        list("a", "b", "c").picks("abcab").list("b", "c").picks("bcb");

        assertThat(kinds("round-robin")).isEmpty();
        assertThat(check("round-robin").scope()).isEqualTo("1 balancer (round-robin)");
    }

    @Test
    void check_round_robin_that_leaves_one_out_is_a_violation() {
        list("a", "b", "c").picks("abaca");

        assertThat(kinds("round-robin")).containsExactly("unfair");
        assertThat(check("round-robin").anomalies().get(0).headline())
                .contains("client 1 picked /a 2 times")
                .contains("and /c only 0 times");
    }

    @Test
    void check_random_within_the_allowed_deviation_is_valid_and_beyond_it_a_violation() {
        list("a", "b").picks("ab".repeat(100)).picks("a".repeat(20));
        assertThat(kinds("random")).isEmpty();

        picks("a".repeat(400));
        assertThat(kinds("random")).containsExactly("unfair");
    }

    @Test
    void check_least_used_that_picks_the_backend_with_the_fewest_requests_is_valid() {
        list("a", "b");
        int first = begins("a");
        int second = begins("b");
        ends(first);
        begins("a");
        ends(second);
        begins("b");

        assertThat(kinds("least-used")).isEmpty();
    }

    @Test
    void check_least_used_that_picks_a_busier_one_is_a_violation() {
        list("a", "b");
        begins("a");
        begins("a");

        assertThat(kinds("least-used")).containsExactly("not-least-used");
        assertThat(check("least-used").anomalies().get(0).headline())
                .contains("picked /a with 1 request in progress")
                .contains("although /b had 0");
    }

    @Test
    void check_a_reopened_balancer_does_not_know_the_requests_in_progress() {
        list("a", "b");
        begins("a");
        events.add(new Event.ClientOpened(1, "", Event.ClientKind.WORKLOAD, "worker-1", ++now));
        list("a", "b").picks("ab");

        assertThat(kinds("least-used")).isEmpty();
        assertThat(kinds("round-robin")).isEmpty();
    }

    @Test
    void check_without_picks_is_inconclusive_and_an_unknown_algorithm_is_refused() {
        list("a");

        assertThat(check("random").reason()).isEqualTo("nothing was picked from a list");
        assertThatThrownBy(() -> Checks.of(new CheckSpec("fair-share", Map.of("algorithm", "sticky"))))
                .hasMessageContaining("expects round-robin, random or least-used for algorithm, found \"sticky\"");
    }
}
