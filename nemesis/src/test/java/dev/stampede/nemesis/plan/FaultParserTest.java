package dev.stampede.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultShape;
import dev.stampede.nemesis.fault.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultParserTest {
    @Test
    void family_alone_means_its_real_shapes() {
        List<FaultRequest> wishes = FaultParser.parse("session-expiry");

        assertThat(wishes).containsExactly(FaultRequest.of(FaultFamily.SESSION_EXPIRY));
        assertThat(wishes.get(0).shapes())
                .containsExactly(FaultShape.SESSION_EXPIRY_CLOSE, FaultShape.SESSION_EXPIRY_CUT);
    }

    @Test
    void shapes_of_one_family_make_one_wish() {
        assertThat(FaultParser.parse("partition:ring, kill ,partition:leader"))
                .containsExactly(
                        new FaultRequest(
                                FaultFamily.PARTITION,
                                List.of(FaultShape.PARTITION_RING, FaultShape.PARTITION_LEADER),
                                true,
                                null),
                        FaultRequest.of(FaultFamily.KILL));
    }

    @Test
    void faked_expiry_is_drawn_only_when_it_is_named() {
        assertThat(FaultParser.parse("session-expiry:faked").get(0).shapes())
                .containsExactly(FaultShape.SESSION_EXPIRY_FAKED);
    }

    @Test
    void a_target_behind_a_shape_is_whom_it_befalls() {
        assertThat(FaultParser.parse("session-expiry:close@holder").get(0).target())
                .isEqualTo(Target.HOLDER);
        assertThat(FaultParser.parse("kill:random@follower").get(0).target()).isEqualTo(Target.FOLLOWER);
    }

    @Test
    void a_target_that_a_shape_cannot_befall_is_refused_with_those_that_it_can() {
        assertThatThrownBy(() -> FaultParser.parse("session-expiry:close@leader"))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessageContaining("session-expiry:close cannot befall \"leader\"; it can befall");
    }

    @Test
    void nothing_and_none_mean_no_faults() {
        assertThat(FaultParser.parse("")).isEmpty();
        assertThat(FaultParser.parse("none")).isEmpty();
    }

    @Test
    void unknown_names_are_all_listed_with_the_nearest_names() {
        assertThatThrownBy(() -> FaultParser.parse("partion,kill,pause:leeder,"))
                .isInstanceOfSatisfying(InvalidPlanException.class, e -> assertThat(e.problems())
                        .hasSize(3)
                        .satisfiesExactly(
                                first -> assertThat(first).startsWith("unknown fault \"partion\"; nearest: partition,"),
                                second -> assertThat(second)
                                        .startsWith("unknown fault \"pause:leeder\"; nearest: pause:leader,"),
                                third -> assertThat(third).startsWith("unknown fault \"\"; nearest: cpu,")));
    }

    @Test
    void distance_counts_letters_put_in_taken_out_or_replaced() {
        assertThat(FaultParser.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(FaultParser.distance("", "kill")).isEqualTo(4);
        assertThat(FaultParser.distance("pause", "pause")).isZero();
    }
}
