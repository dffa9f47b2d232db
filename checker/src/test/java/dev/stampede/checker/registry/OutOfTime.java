package dev.stampede.checker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.testing.HistoryBuilder;
import java.time.Duration;

/** Asserts that a check whose time is over before it begins claims nothing. */
public final class OutOfTime {
    private OutOfTime() {}

    /** Fails unless the check is VALID on this history with enough time, and gives up without time. */
    public static void assertGivesUp(History history, String check, String... parameters) {
        CheckResult whole = Checks.of(HistoryBuilder.spec(check, parameters)).check(history, HistoryBuilder.budget());
        CheckResult part = Checks.of(HistoryBuilder.spec(check, parameters))
                .check(history, CheckBudget.of(Duration.ofNanos(1), 1));

        assertThat(whole.verdict()).isEqualTo(Verdict.VALID);
        assertThat(part.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(part.reason()).startsWith("gave up after");
    }
}
