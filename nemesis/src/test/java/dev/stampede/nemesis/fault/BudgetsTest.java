package dev.stampede.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.ensemble.ElectionDelay;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BudgetsTest {
    @Test
    void recovery_is_the_sum_in_its_derivation() {
        Budget budget = Budgets.recovery(FakeEnsemble.SETTINGS, List.of("3.9.5", "3.9.5"), List.of());

        assertThat(budget.duration()).isEqualTo(Duration.ofSeconds(9));
        assertThat(budget.derivation())
                .isEqualTo(
                        "9000 ms = session timeout 3000 ms + initLimit 10 × tickTime 200 ms + election back-off 1000 ms"
                                + " (maxNotificationInterval) + one retry 3000 ms (2/3 of the session timeout without"
                                + " an"
                                + " answer before a client leaves a member, and up to 1000 ms before it tries the"
                                + " next)");
    }

    @Test
    void one_old_member_makes_the_back_off_sixty_seconds_and_the_derivation_names_it() {
        Budget budget = Budgets.recovery(FakeEnsemble.SETTINGS, List.of("3.9.5", "3.5.10"), List.of());

        assertThat(budget.duration()).isEqualTo(Duration.ofSeconds(68));
        assertThat(budget.derivation())
                .contains("election back-off 60000 ms (fixed in 3.5.10; it can be set since 3.6)");
    }

    @Test
    void versions_from_3_6_on_use_the_setting() {
        assertThat(Budgets.recovery(FakeEnsemble.SETTINGS, List.of("3.6.0", "3.10.0-SNAPSHOT"), List.of())
                        .duration())
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void delays_of_the_ensemble_are_added_with_their_derivation() {
        Budget budget = Budgets.recovery(
                FakeEnsemble.SETTINGS, List.of("3.9.5"), List.of(new ElectionDelay(5_000, "lost races 5 × 1000 ms")));

        assertThat(budget.duration()).isEqualTo(Duration.ofSeconds(14));
        assertThat(budget.derivation()).contains(" + lost races 5 × 1000 ms + ");
    }

    @Test
    void unknown_settings_are_assumed_and_the_derivation_names_the_assumption() {
        assertThat(Budgets.recovery(null, List.of("3.9.5"), List.of()).derivation())
                .endsWith("(the settings are not known; ZooKeeper's sample is assumed)");
    }
}
