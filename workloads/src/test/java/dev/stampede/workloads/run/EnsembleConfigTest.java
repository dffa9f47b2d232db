package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.run.EnsembleConfig.MemberConfig;
import dev.stampede.workloads.scenario.RunDemands;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnsembleConfigTest {
    private static final RunDemands DEMANDS = RunDemands.none()
            .members(Map.of("extendedTypesEnabled", "true", "tickTime", "300"), List.of("-Dinterval=500", "-Xmx200m"));

    @Test
    void demanded_settings_and_flags_of_members_are_added() {
        EnsembleConfig config = EnsembleConfig.local().meeting(DEMANDS);

        assertThat(config.zooCfg()).isEqualTo(DEMANDS.zooCfg());
        assertThat(config.everyMember().jvmFlags()).isEqualTo(DEMANDS.memberFlags());
        assertThat(config.meeting(DEMANDS)).as("a replay demands them again").isEqualTo(config);
    }

    @Test
    void settings_and_flags_of_the_user_override_demanded_ones() {
        EnsembleConfig given = new EnsembleConfig(
                EnsembleKind.LOCAL,
                3,
                0,
                new MemberConfig("3.9.5", List.of("-Dinterval=2000")),
                Map.of(),
                Map.of("tickTime", "100"),
                null,
                Map.of());

        EnsembleConfig config = given.meeting(DEMANDS);

        assertThat(config.zooCfg()).isEqualTo(Map.of("extendedTypesEnabled", "true", "tickTime", "100"));
        assertThat(config.everyMember()).isEqualTo(new MemberConfig("3.9.5", List.of("-Dinterval=2000", "-Xmx200m")));
    }

    @Test
    void external_ensemble_and_one_without_demands_are_unchanged() {
        EnsembleConfig external = EnsembleConfig.external("127.0.0.1:2181");

        assertThat(external.meeting(DEMANDS)).isSameAs(external);
        assertThat(EnsembleConfig.local().meeting(RunDemands.none())).isEqualTo(EnsembleConfig.local());
    }
}
