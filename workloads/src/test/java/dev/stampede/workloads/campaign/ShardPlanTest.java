package dev.stampede.workloads.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.Verdict;
import dev.stampede.reports.index.RunIndex;
import dev.stampede.reports.index.RunSummary;
import dev.stampede.workloads.registry.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every job is in exactly one shard, whoever asks, and no shard has much more to do than another. */
class ShardPlanTest {
    @TempDir
    private Path folder;

    private final List<CampaignJob> jobs = JobSelection.correct(
            Scenarios.variants(),
            List.of(List.of("kill"), List.of("partition", "pause")),
            1,
            3,
            Duration.ofSeconds(20));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void plan_has_every_job_in_exactly_one_shard(int count) {
        ShardPlan plan = ShardPlan.of(jobs, count, JobDurations.bySettings());

        List<CampaignJob> all = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            all.addAll(plan.jobsOf(new Shard(number, count), jobs));
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(jobs);
        assertThat(plan.shards().keySet())
                .containsExactlyElementsOf(jobs.stream().map(CampaignJob::id).toList());
    }

    @Test
    void plan_does_not_depend_on_the_order_of_the_jobs() {
        List<CampaignJob> shuffled = new ArrayList<>(jobs);
        Collections.shuffle(shuffled, new Random(5));

        assertThat(ShardPlan.of(shuffled, 3, JobDurations.bySettings()).shards())
                .containsExactlyInAnyOrderEntriesOf(
                        ShardPlan.of(jobs, 3, JobDurations.bySettings()).shards());
    }

    @Test
    void plan_with_more_shards_than_jobs_leaves_shards_empty() {
        ShardPlan plan = ShardPlan.of(Map.of("a", 5L, "b", 6L), 4);

        assertThat(plan.shards()).containsOnly(Map.entry("b", 1), Map.entry("a", 2));
        assertThat(plan.millisOf(new Shard(4, 4))).isZero();
    }

    @Test
    void plan_is_balanced_by_durations_within_a_third_of_the_mean_and_the_longest_job() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            Map<String, Long> millis = new LinkedHashMap<>();
            int number = 1 + random.nextInt(40);
            IntStream.range(0, number).forEach(i -> millis.put("job " + i, 1L + random.nextInt(100_000)));
            int count = 1 + random.nextInt(6);
            ShardPlan plan = ShardPlan.of(millis, count);

            long longest = Collections.max(millis.values());
            long most = IntStream.rangeClosed(1, count)
                    .mapToLong(n -> plan.millisOf(new Shard(n, count)))
                    .max()
                    .orElseThrow();
            // No plan is shorter than its longest job or than the mean; the last job to be placed began below the mean.
            assertThat((double) most).isLessThanOrEqualTo((double) plan.totalMillis() / count + longest);
            assertThat(plan.totalMillis())
                    .isEqualTo(
                            millis.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    @Test
    void jobs_without_a_duration_are_spread_nevertheless() {
        Map<String, Long> millis = new LinkedHashMap<>();
        IntStream.range(0, 30).forEach(i -> millis.put("job " + i, 0L));

        assertThat(ShardPlan.of(millis, 3).shards().values())
                .filteredOn(shard -> shard == 2)
                .hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/3", "4/3", "1", "1/0", "a/b", "-1/3", "1/3/5", "1/1001", ""})
    void shard_that_does_not_exist_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> Shard.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a shard i/n")
                .hasMessageContaining("1/3");
    }

    @Test
    void repetitions_of_unknown_work_go_to_successive_shards_each_to_one() {
        for (String name : List.of("lock/naive", "com.example.LockTest#is_exclusive")) {
            for (int repetition = 0; repetition < 9; repetition++) {
                int r = repetition;
                assertThat(IntStream.rangeClosed(1, 3).filter(n -> new Shard(n, 3).includes(name, r)))
                        .hasSize(1);
            }
            assertThat(IntStream.range(0, 9).filter(r -> new Shard(2, 3).includes(name, r)))
                    .hasSize(3);
        }
    }

    @Test
    void durations_are_those_of_the_most_similar_recorded_runs() throws IOException {
        CampaignJob job = jobs.get(0);
        CampaignJob otherSeed = jobs.stream()
                .filter(j -> j.variant().equals(job.variant()) && j.faults().equals(job.faults()) && j.seed() == 2)
                .findFirst()
                .orElseThrow();
        CampaignFile.append(folder, JobResults.of(job, "VALID").took(Duration.ofSeconds(50)));
        CampaignFile.append(folder, JobResults.of(job, "INVALID").took(Duration.ofSeconds(70)));
        CampaignFile.append(folder, JobResults.of(job, JobResult.FAILED).took(Duration.ofMinutes(15)));
        JobDurations recorded = JobDurations.recordedIn(List.of(folder));

        assertThat(recorded.millis(job)).isEqualTo(60_000);
        assertThat(recorded.millis(otherSeed)).isEqualTo(60_000);
        assertThat(recorded.millis(
                        new CampaignJob(job.variant(), 9, List.of("kill:leader"), Duration.ofHours(1), 5, 0, 3)))
                .as("the same variant and family of faults")
                .isEqualTo(60_000);
        assertThat(recorded.millis(jobs.get(1)))
                .isEqualTo(JobDurations.bySettings().millis(jobs.get(1)));
    }

    @Test
    void durations_of_an_index_are_those_of_the_same_variant_and_families_of_faults() throws IOException {
        CampaignJob job =
                jobs.stream().filter(j -> j.faults().size() == 2).findFirst().orElseThrow();
        RunIndex.append(folder.resolve(RunIndex.RUNS), run(job, List.of("partition", "pause"), 40));
        RunIndex.append(folder.resolve(RunIndex.RUNS), run(job, List.of("kill"), 400));
        JobDurations recorded = JobDurations.recordedIn(List.of(folder.resolve(RunIndex.RUNS)));

        assertThat(recorded.millis(job)).as("40 s, and 6 s around the history").isEqualTo(46_000);
    }

    private static RunSummary run(CampaignJob job, List<String> families, int seconds) {
        return new RunSummary(
                RunSummary.VERSION,
                "r",
                "r",
                "2026-11-23T00:00:00Z",
                job.variant().scenario(),
                job.variant().name(),
                1,
                RunSummary.Purpose.SUBJECT,
                Verdict.VALID,
                "",
                null,
                families,
                List.of(),
                List.of(),
                7,
                Duration.ofSeconds(seconds).toNanos(),
                -1,
                1.5,
                null);
    }

    @Test
    void durations_by_settings_follow_the_length_and_end_early_for_mutants() {
        List<CampaignJob> mutants = JobSelection.mutants(Scenarios.variants(), 1, 1, Duration.ofSeconds(25));

        assertThat(JobDurations.bySettings().millis(jobs.get(0))).isEqualTo(35_000);
        assertThat(mutants).allMatch(m -> JobDurations.bySettings().millis(m) < 25_000);
    }

    @Test
    void durations_of_a_folder_that_holds_none_are_refused() throws IOException {
        Path other = Files.createDirectory(folder.resolve("empty"));

        assertThatThrownBy(() -> JobDurations.recordedIn(List.of(other)))
                .hasMessageContaining("empty holds no recorded durations; expected the folder of a campaign");
    }
}
