package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinearizabilityCheckTest {
    private static final RunHeader HEADER = new RunHeader(
            "r",
            "registers",
            "plain",
            1,
            "2026-01-01T00:00:00Z",
            "none",
            List.of(1),
            null,
            List.of(),
            null,
            List.of(),
            "",
            "",
            Map.of());

    private final History.Builder history = History.builder(HEADER);
    private int operations;

    private void operation(
            int client,
            String function,
            String key,
            @Nullable String argument,
            Outcome outcome,
            String result,
            long from) {
        boolean failed = outcome == Outcome.FAILED;
        history.add(new Event.Invoked(operations, client, function, key, argument, from));
        history.add(new Event.Completed(
                operations++, outcome, failed ? null : result, failed ? result : null, 0, 0, 0, from + 5));
    }

    private CheckResult check(String model) {
        return LinearizabilityCheck.against(model)
                .check(history.build(), CheckBudget.of(Duration.ofSeconds(5), 1 << 26));
    }

    @Test
    void check_registers_by_key_with_failed_and_indeterminate_operations_is_valid() {
        operation(0, "write", "/a", "1", Outcome.OK, "", 0);
        operation(0, "write", "/b", "2", Outcome.INDETERMINATE, "", 10);
        operation(1, "cas", "/a", "[0 3]", Outcome.FAILED, "BadVersion", 20);
        operation(1, "read", "/b", null, Outcome.OK, "2", 30);
        operation(1, "read", "/a", null, Outcome.OK, "1", 40);
        operation(1, "elect", "/a", null, Outcome.OK, "1", 50);

        CheckResult result = check("cas-register");

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.scope()).isEqualTo("2 keys");
    }

    @Test
    void check_stale_read_is_an_anomaly_with_a_counterexample() {
        operation(0, "write", "/a", "1", Outcome.OK, "", 0);
        operation(1, "read", "/a", null, Outcome.OK, "0", 10);

        CheckResult result = LinearizabilityCheck.of(
                        new CheckSpec("linearizability", Map.of("model", "register", "initial", "0")))
                .check(history.build(), CheckBudget.of(Duration.ofSeconds(5), 1 << 26));

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.headline())
                    .isEqualTo("read \u2192 0 of client 1 fits into no order of the operations on /a (register)");
            assertThat(anomaly.operations()).containsExactly(1);
        });
        assertThat(result.counterexample().rows()).hasSize(2);
    }

    @Test
    void check_versioned_znode_set_answered_with_a_version_twice_is_invalid() {
        operation(0, "create", "/a", "x", Outcome.OK, "", 0);
        operation(0, "setData", "/a", "[y -1]", Outcome.OK, "1", 10);
        operation(1, "setData", "/a", "[z 0]", Outcome.OK, "1", 20);

        assertThat(check("versioned-znode").verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void check_history_without_any_operation_of_the_model_is_inconclusive() {
        operation(0, "elect", "/a", null, Outcome.OK, "", 0);

        assertThat(check("mutex"))
                .satisfies(result -> assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE))
                .satisfies(result -> assertThat(result.reason()).startsWith("no operation that the model mutex knows"));
    }

    @Test
    void spec_of_a_check_makes_the_same_check_again() {
        LinearizabilityCheck check = LinearizabilityCheck.against("register").startingAt("7");

        assertThat(LinearizabilityCheck.of(check.spec()).spec()).isEqualTo(check.spec());
        assertThatThrownBy(() -> LinearizabilityCheck.of(new CheckSpec("linearizability", Map.of())))
                .hasMessageContaining("expected the parameter \"model\"");
    }
}
