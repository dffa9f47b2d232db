package dev.stampede.nemesis.fault.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FakeEnsemble;
import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.QuorumEffect;
import dev.stampede.nemesis.fault.network.PartitionFault;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FaultTypesTest {
    private static final EnsembleFacts FACTS = new EnsembleFacts(
            "five", 5, 0, EnumSet.allOf(Capability.class), FakeEnsemble.SETTINGS, List.of("3.9.5"), 5, 2);

    @ParameterizedTest
    @MethodSource("dev.stampede.nemesis.fault.registry.FaultTypes#all")
    void fault_type_is_complete(FaultType type) {
        assertThat(FaultTypes.problems(List.of(type))).isEmpty();
        assertThat(FaultTypes.named(type.fullName())).contains(type);
        assertThat(type.description()).endsWith(".").hasSizeGreaterThan(20);
        assertThat(type.obstacle(FACTS)).isEmpty();
        assertThat(type.effects()).doesNotHaveDuplicates().isSorted();
        assertThat(type.scope().accepts(type.scope().defaultTarget())).isTrue();
        Budget budget = type.healBudget(FakeEnsemble.SETTINGS);
        assertThat(budget.nanos()).isPositive();
        assertThat(budget.derivation()).startsWith(budget.nanos() / 1_000_000 + " ms = ");
        DurationRange durations = type.durations(FACTS);
        assertThat(durations.equals(DurationRange.ZERO)).isEqualTo(type.momentary());
        assertThat(type.durationProblem(durations.at(0, 1), FACTS)).isEmpty();
        assertThat(type.quorumEffect() == QuorumEffect.NONE)
                .isEqualTo(!type.scope().affectsMembers());
    }

    @Test
    void families_are_derived_from_the_types() {
        assertThat(FaultTypes.families().stream().map(FaultFamily::name))
                .containsExactly(
                        "partition",
                        "client-partition",
                        "session-expiry",
                        "kill",
                        "pause",
                        "cpu",
                        "memory",
                        "disk",
                        "client-kill",
                        "client-pause");
        assertThat(FaultTypes.family("session-expiry").orElseThrow().drawnTypes().stream()
                        .map(FaultType::shape))
                .containsExactly("close", "cut");
        assertThat(FaultTypes.families().stream()
                        .filter(family -> !family.supportedLocally())
                        .map(FaultFamily::name))
                .containsExactly("cpu", "memory", "disk");
        assertThat(FaultTypes.family("partition:leader")).isEqualTo(Optional.empty());
    }

    @Test
    void incomplete_types_are_reported_together() {
        FaultType twice = PartitionFault.LEADER;

        assertThat(FaultTypes.problems(List.of(twice, twice, new IncompleteFault())))
                .satisfiesExactly(
                        first -> assertThat(first).contains("another fault type has the same name"),
                        second -> assertThat(second).contains("expected family and shape to be lower-case words"),
                        third -> assertThat(third).contains("expected a description"),
                        fourth -> assertThat(fourth).contains("expected at least one effect"),
                        fifth -> assertThat(fifth).endsWith("the other faults of its family do not act on clients"));
    }

    @Test
    void nearest_returns_the_most_similar_names_first() {
        assertThat(FaultTypes.nearest("partion")).startsWith("partition");
        assertThat(FaultTypes.nearestTypes("kil:leader")).startsWith("kill:leader");
    }

    @Test
    void distance_counts_inserted_deleted_and_replaced_letters() {
        assertThat(FaultTypes.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(FaultTypes.distance("", "kill")).isEqualTo(4);
        assertThat(FaultTypes.distance("pause", "pause")).isZero();
    }

    @Test
    void every_capability_is_required_by_a_fault() {
        assertThat(FaultTypes.all().stream().flatMap(type -> type.requiredCapability().stream()))
                .containsAll(Arrays.asList(Capability.values()));
    }
}
