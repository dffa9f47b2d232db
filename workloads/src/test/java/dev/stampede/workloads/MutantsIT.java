package dev.stampede.workloads;

import static dev.stampede.workloads.junit.Stampede.*;

import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.campaign.Shard;
import dev.stampede.workloads.junit.Chaos;
import dev.stampede.workloads.junit.ChaosRun;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.Variant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mutant of every scenario shows its expected anomaly. Its run ends as soon as that anomaly is certain, and the
 * checks of the whole history decide.
 */
@Execution(ExecutionMode.CONCURRENT)
class MutantsIT {
    /** The mutants that run in every build; all others run every night. */
    private static final Set<String> SMOKE = Set.of(
            "lock/persistent-node",
            "lock/never-doubts",
            "lock/careless-release",
            "lock/unfenced",
            "election/never-rechecks",
            "election/stale-latch",
            "configuration/never-watches-again",
            "configuration/unconditional",
            "registers/two-sets",
            "registers/unchecked-multi",
            "naming/exists-then-set",
            "naming/counted-ids",
            "load-balancing/mixes-addresses",
            "load-balancing/never-decrements",
            "membership/keeps-first-data",
            "notification/forgets-tasks",
            "watches/keeps-by-reading",
            "queue/ignores-delete",
            "queue/ignores-delay",
            "counter/sets-without-version",
            "barrier/leaves-alone");

    private static Stream<Variant> mutants() {
        return Scenarios.variants().stream().filter(Variant::mutant);
    }

    static Stream<Arguments> smoke() {
        return mutants().filter(m -> SMOKE.contains(m.recipe())).map(m -> Arguments.of(m.recipe(), m, 1L));
    }

    static Stream<Arguments> nightly() {
        return LongStream.rangeClosed(1, JobSelection.scale()).boxed().flatMap(seed -> mutants()
                .filter(m -> seed > 1 || !SMOKE.contains(m.recipe()))
                .filter(m -> inShard(m, seed))
                .map(m -> Arguments.of(m.recipe(), m, seed)));
    }

    private static boolean inShard(Variant mutant, long seed) {
        return Shard.configured()
                .map(shard -> shard.includes(mutant.recipe(), Math.toIntExact(seed)))
                .orElse(true);
    }

    @Smoke
    @ParameterizedTest(name = "{0} seed {2}")
    @MethodSource("smoke")
    void mutant_shows_the_expected_anomaly(String recipe, Variant mutant, long seed) throws InterruptedException {
        showsTheExpectedAnomaly(mutant, seed);
    }

    @Nightly
    @ParameterizedTest(name = "{0} seed {2}", allowZeroInvocations = true)
    @MethodSource("nightly")
    void every_mutant_shows_the_expected_anomaly(String recipe, Variant mutant, long seed) throws InterruptedException {
        showsTheExpectedAnomaly(mutant, seed);
    }

    private static void showsTheExpectedAnomaly(Variant mutant, long seed) throws InterruptedException {
        ChaosRun run =
                Chaos.ofSeed(seed).ensembleOf(3).workload(workload(mutant)).runAsDemanded();

        assertThat(run).isInvalidAsExpected();
        Assertions.assertThat(run.result().verdict().failure())
                .as("an early end is a successful run")
                .isNull();
    }

    @Smoke
    @Test
    void mutants_of_every_build_exist() {
        List<String> all = mutants().map(Variant::recipe).toList();

        Assertions.assertThat(all).containsAll(SMOKE);
    }
}
