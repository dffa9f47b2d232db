package dev.stampede.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.campaign.Campaign;
import dev.stampede.workloads.campaign.CampaignJob;
import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.campaign.Shard;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.run.RecordedData;
import dev.stampede.workloads.tampering.EnsembleMutant;
import dev.stampede.workloads.tampering.EnsembleMutants;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every ensemble mutant shows the guarantee that it breaks, and ZooKeeper alone is at fault. Its run ends as soon as
 * the violation is certain, and the checks of the whole history decide.
 */
class EnsembleMutantsIT {
    /** The ensemble mutants that run in every build; all others run every night. */
    private static final Set<String> SMOKE = Set.of("swallows-set", "creates-over");

    private static final Duration TIME = Duration.ofSeconds(25);

    @TempDir
    private Path out;

    static Stream<Arguments> smoke() {
        return EnsembleMutants.all().stream()
                .filter(mutant -> SMOKE.contains(mutant.name()))
                .map(mutant -> Arguments.of(mutant, 1L));
    }

    static Stream<Arguments> nightly() {
        return LongStream.rangeClosed(1, JobSelection.scale()).boxed().flatMap(seed -> EnsembleMutants.all().stream()
                .filter(mutant -> seed > 1 || !SMOKE.contains(mutant.name()))
                .filter(mutant -> inShard(mutant, seed))
                .map(mutant -> Arguments.of(mutant, seed)));
    }

    private static boolean inShard(EnsembleMutant mutant, long seed) {
        return Shard.configured()
                .map(shard -> shard.includes(mutant.name(), Math.toIntExact(seed)))
                .orElse(true);
    }

    @Smoke
    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("smoke")
    void lie_breaks_the_expected_guarantee(EnsembleMutant mutant, long seed) throws InterruptedException {
        showsTheBrokenGuarantee(mutant, seed);
    }

    @Nightly
    @ParameterizedTest(name = "{0} seed {1}", allowZeroInvocations = true)
    @MethodSource("nightly")
    void every_lie_breaks_the_expected_guarantee(EnsembleMutant mutant, long seed) throws InterruptedException {
        showsTheBrokenGuarantee(mutant, seed);
    }

    private void showsTheBrokenGuarantee(EnsembleMutant mutant, long seed) throws InterruptedException {
        CampaignJob job = JobSelection.ensembleMutants(List.of(mutant), Scenarios.variants(), seed, 1, TIME)
                .get(0);

        JobResult result = Campaign.execute(job, EnsembleKind.configured(), RecordedData.configured(), out);

        assertThat(result.verdict()).as(result.line()).isEqualTo("INVALID");
        assertThat(result.showedBrokenGuarantee())
                .as(
                        "%s: expected one of %s with ZOOKEEPER at fault, found %s with %s at fault",
                        mutant, mutant.expected(), result.violations(), result.blame())
                .isTrue();
    }

    @Smoke
    @Test
    void ensemble_mutants_of_every_build_exist() {
        assertThat(EnsembleMutants.all()).extracting(EnsembleMutant::name).containsAll(SMOKE);
    }
}
