package dev.stampede.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.fault.Target;
import dev.stampede.nemesis.fault.network.PartitionFault;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import dev.stampede.nemesis.fault.session.SessionExpiryFault;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultParserTest {
    @Test
    void family_alone_requests_all_its_types_except_fakes() {
        List<FaultRequest> requests = FaultParser.parse("session-expiry");

        assertThat(requests)
                .containsExactly(
                        FaultRequest.of(FaultTypes.family("session-expiry").orElseThrow()));
        assertThat(requests.get(0).types()).containsExactly(SessionExpiryFault.CLOSE, SessionExpiryFault.CUT);
    }

    @Test
    void types_of_one_family_make_one_request() {
        assertThat(FaultParser.parse("partition:ring, kill ,partition:leader"))
                .containsExactly(
                        new FaultRequest("partition", List.of(PartitionFault.RING, PartitionFault.LEADER), true, null),
                        FaultRequest.of(FaultTypes.family("kill").orElseThrow()));
    }

    @Test
    void faked_expiry_is_drawn_only_when_it_is_named() {
        assertThat(FaultParser.parse("session-expiry:faked").get(0).types()).containsExactly(SessionExpiryFault.FAKED);
    }

    @Test
    void text_after_the_at_sign_is_the_target() {
        assertThat(FaultParser.parse("session-expiry:close@holder").get(0).target())
                .isEqualTo(Target.HOLDER);
        assertThat(FaultParser.parse("kill:random@follower").get(0).target()).isEqualTo(Target.FOLLOWER);
    }

    @Test
    void target_that_a_type_does_not_accept_is_refused_with_the_accepted_ones() {
        assertThatThrownBy(() -> FaultParser.parse("session-expiry:close@leader"))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("session-expiry:close does not accept the target \"leader\"; it accepts");
    }

    @Test
    void nothing_and_none_mean_no_faults() {
        assertThat(FaultParser.parse("")).isEmpty();
        assertThat(FaultParser.parse("none")).isEmpty();
    }

    @Test
    void unknown_names_are_reported_together_with_the_nearest_names() {
        assertThatThrownBy(() -> FaultParser.parse("partion,kill,pause:leeder,"))
                .isInstanceOfSatisfying(InvalidPlanException.class, e -> assertThat(e.problems())
                        .hasSize(3)
                        .satisfiesExactly(
                                first -> assertThat(first).startsWith("unknown fault \"partion\"; nearest: partition,"),
                                second -> assertThat(second)
                                        .startsWith("unknown fault \"pause:leeder\"; nearest: pause:leader,"),
                                third -> assertThat(third).startsWith("unknown fault \"\"; nearest: cpu,")));
    }
}
