package dev.stampede.workloads.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.run.PlanSource;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a run has where the user gives nothing else: the plans that are drawn, on a local ensemble of three members, and the least
 * that it requires.
 */
class RunDefaultsTest {
    private static final Duration ROOM_FROM = Duration.ofSeconds(30);
    private static final EnsembleFacts LOCAL = new EnsembleFacts(
            "local",
            3,
            0,
            EnumSet.allOf(Capability.class),
            new EnsembleSettings(200, 10, 5, 400, 4_000, 1_000, 3_000),
            List.of("3.9.5"),
            RunConfig.DEFAULT_CLIENTS,
            2);

    static Stream<Variant> variants() {
        return Scenarios.variants().stream()
                .filter(v -> !v.demands().faults().isEmpty())
                .filter(v -> time(v).compareTo(ROOM_FROM) >= 0);
    }

    private static Duration time(Variant variant) {
        return Objects.requireNonNullElse(variant.demands().time(), RunConfig.DEFAULT_TIME);
    }

    private static void assertRoom(List<String> faults, Duration time) {
        for (long seed = 1; seed <= 5; seed++) {
            Plan plan = new PlanSource.Drawn(faults).resolve(seed, time, LOCAL);

            assertThat(2 * plan.healsWithRoom(Duration.ofMillis(LOCAL.recoveryMillis())))
                    .as("seed %d: %s", seed, plan.describe())
                    .isGreaterThanOrEqualTo(plan.steps().size());
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void plan_that_a_variant_demands_leaves_half_of_the_heals_room_to_be_judged(Variant variant) {
        assertRoom(variant.demands().faults(), time(variant));
    }

    @Test
    void every_variant_requires_a_rate_of_successful_operations() {
        assertThat(Scenarios.variants()).allSatisfy(variant -> assertThat(variant.checks())
                .filteredOn(check -> check.check().equals("requirements"))
                .singleElement()
                .satisfies(check -> assertThat(check.parameters().keySet())
                        .isNotEmpty()
                        .allMatch(parameter -> parameter.startsWith("rate."))));
    }

    @Test
    void plan_of_partitions_and_expiries_that_the_help_names_leaves_half_of_the_heals_room_to_be_judged() {
        assertRoom(List.of("partition", "session-expiry"), RunConfig.DEFAULT_TIME);
    }

    @Test
    void plan_of_a_campaign_of_a_minute_leaves_half_of_the_heals_room_to_be_judged() {
        assertRoom(JobSelection.mixed(), Duration.ofSeconds(60));
        assertRoom(JobSelection.mixedWithWorkers(), Duration.ofSeconds(60));
    }
}
