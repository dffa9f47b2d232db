package dev.stampede.checker.checks.exclusion.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.checks.exclusion.elections.SingleMasterCheck;
import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import org.junit.jupiter.api.Test;

class HoldCheckParametersTest {
    @Test
    void parameters_none_given_judges_all_views() {
        HoldCheckParameters rules =
                HoldCheckParameters.of(LockOrElectionTerms.LOCK, LockHistoryBuilder.spec("mutual-exclusion"));

        assertThat(rules.views()).containsExactlyInAnyOrder(View.values());
        assertThat(rules.doubts()).isTrue();
        assertThat(rules.sessionPolicy()).isFalse();
    }

    @Test
    void parameters_all_given_are_read() {
        HoldCheckParameters rules = HoldCheckParameters.of(
                LockOrElectionTerms.ELECTION,
                LockHistoryBuilder.spec(
                        "single-master",
                        "views=server, fenced",
                        "policy=session",
                        "doubts=false",
                        "raw=true",
                        "recipe=election/latch"));

        assertThat(rules.views()).containsExactlyInAnyOrder(View.SERVER, View.FENCED);
        assertThat(rules.sessionPolicy()).isTrue();
        assertThat(rules.doubts()).isFalse();
        assertThat(rules.suspendedWord()).isEqualTo("Disconnected");
        assertThat(rules.recipe()).isEqualTo("election/latch");
    }

    @Test
    void parameter_raw_own_means_plain_handles_that_the_clients_code_opened() {
        HoldCheckParameters rules = HoldCheckParameters.of(
                LockOrElectionTerms.LOCK, LockHistoryBuilder.spec("mutual-exclusion", "raw=own"));

        assertThat(rules.raw()).isTrue();
        assertThat(rules.ownHandles()).isTrue();
    }

    @Test
    void parameters_several_invalid_are_all_listed() {
        assertThatThrownBy(() -> MutualExclusionCheck.of(
                        LockHistoryBuilder.spec("single-master", "views=servers", "policy=lax", "colour=red")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the check mutual-exclusion: expected the check mutual-exclusion, found single-master;"
                        + " expected parameters of [doubts, policy, raw, recipe, views], found [colour];"
                        + " expected views of server, belief, disciplined, fenced, found \"servers\";"
                        + " expected standard or session for policy, found \"lax\"");
    }

    @Test
    void spec_creates_an_equal_check() {
        var spec = LockHistoryBuilder.spec("single-master", "policy=session");

        assertThat(SingleMasterCheck.of(spec).spec()).isEqualTo(spec);
        assertThat(SingleMasterCheck.of(spec).name()).isEqualTo("single-master");
    }
}
