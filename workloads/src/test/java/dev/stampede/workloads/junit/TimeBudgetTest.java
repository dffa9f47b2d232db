package dev.stampede.workloads.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeBudgetTest {
    @Test
    void invocation_within_the_budget_runs_and_a_later_one_is_skipped_with_the_reason() {
        assertThat(TimeBudget.of("2", Duration.ofSeconds(119)).evaluate().isDisabled())
                .isFalse();
        assertThat(TimeBudget.of("2", Duration.ofMinutes(2)).evaluate().isDisabled())
                .isTrue();
        assertThat(TimeBudget.of("2", Duration.ofMinutes(2)).evaluate().getReason())
                .contains("the time budget of 2 min is used up (-Dstampede.budget.minutes)");
    }

    @Test
    void without_a_budget_every_invocation_runs() {
        assertThat(TimeBudget.of(null, Duration.ofDays(1)).evaluate().isDisabled())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2h", "", "1.5"})
    void budget_that_is_no_number_of_minutes_is_refused(String minutes) {
        TimeBudget budget = TimeBudget.of(minutes, Duration.ZERO);

        assertThatThrownBy(budget::evaluate).hasMessageContaining("-Dstampede.budget.minutes=" + minutes);
    }
}
