package dev.stampede.workloads.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.Verdict;
import dev.stampede.reports.index.RunIndex;
import dev.stampede.reports.index.RunSummary;
import dev.stampede.workloads.registry.Scenarios;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards that are executed apart and merged are the same as one run. */
class ShardMergeTest {
    @TempDir
    private Path folder;

    private final List<CampaignJob> jobs = JobSelection.correct(
            Scenarios.all().get(0).variants(),
            List.of(List.of("kill"), List.of("pause")),
            1,
            2,
            Duration.ofSeconds(20));

    /** A run whose result depends on its job only, and which leaves a folder and a line of the index. */
    private static JobResult execute(CampaignJob job, Path out) {
        String verdict = List.of("VALID", "INVALID", "INCONCLUSIVE")
                .get(Math.floorMod(job.id().hashCode(), 3));
        String name = job.variant().name() + "-seed" + job.seed();
        try {
            Path run = Files.createDirectories(out.resolve(job.faultsText() + "-" + name));
            Files.writeString(run.resolve("report.html"), job.id());
            RunIndex.append(
                    out.resolve(RunIndex.RUNS), summary(job, run.getFileName().toString(), verdict));
            return JobResults.of(job, verdict).in(run.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunSummary summary(CampaignJob job, String run, String verdict) {
        return new RunSummary(
                RunSummary.VERSION,
                run,
                run,
                "2026-11-23T00:00:0" + job.seed() + "Z",
                job.variant().scenario(),
                job.variant().name(),
                job.seed(),
                RunSummary.Purpose.SUBJECT,
                Verdict.valueOf(verdict),
                "as it is",
                null,
                List.of("kill"),
                List.of(),
                List.of(),
                7,
                9,
                -1,
                1.5,
                null);
    }

    private Path shard(int number, int count) throws IOException {
        Path out = folder.resolve("part-" + number);
        Shard shard = new Shard(number, count);
        ShardPlan plan = ShardPlan.of(jobs, count, JobDurations.bySettings());
        new ShardManifest("campaign", shard, plan.shards()).claim(out);
        new Campaign(out, line -> {}, job -> execute(job, out)).run(plan.jobsOf(shard, jobs), 2);
        return out;
    }

    private List<Path> shards(int count) throws IOException {
        List<Path> parts = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            parts.add(shard(number, count));
        }
        return parts;
    }

    /** The table without the lines of findings, which name folders. */
    private static String table(List<JobResult> results) {
        return CampaignTables.variants(results)
                .lines()
                .filter(line -> line.startsWith("|"))
                .toList()
                .toString();
    }

    @Test
    void three_shards_merged_are_the_table_the_results_and_the_index_of_one_run() throws IOException {
        Path whole = folder.resolve("whole");
        Campaign.Result one = new Campaign(whole, line -> {}, job -> execute(job, whole)).run(jobs, 2);

        Path out = folder.resolve("merged");
        ShardMerge.Merged merged = ShardMerge.of(shards(3), out).write();

        assertThat(merged.complete()).isTrue();
        assertThat(table(merged.results())).isEqualTo(table(one.entries()));
        assertThat(merged.results())
                .extracting(JobResult::id)
                .containsExactlyElementsOf(jobs.stream().map(CampaignJob::id).toList());
        assertThat(new Campaign(out, line -> {}, job -> execute(job, out))
                        .recorded(jobs)
                        .complete())
                .isTrue();
        List<RunSummary> runs = RunIndex.read(out.resolve(RunIndex.RUNS)).runs();
        assertThat(runs)
                .extracting(RunSummary::run)
                .containsExactlyInAnyOrderElementsOf(RunIndex.read(whole.resolve(RunIndex.RUNS)).runs().stream()
                        .map(RunSummary::run)
                        .toList());
        assertThat(runs).allSatisfy(run -> assertThat(out.resolve(run.folder()).resolve("report.html"))
                .exists());
        assertThat(merged.results())
                .allSatisfy(r ->
                        assertThat(Path.of(r.folder()).resolve("report.html")).hasContent(r.id()));
        assertThat(Files.readString(out.resolve("index.html")))
                .contains(runs.get(0).folder() + "/report.html");
    }

    @Test
    void shards_below_the_merged_folder_are_linked_where_they_are() throws IOException {
        ShardMerge.of(shards(2), folder).write();

        assertThat(RunIndex.read(folder.resolve(RunIndex.RUNS)).runs())
                .allMatch(run -> run.folder().startsWith("part-"));
        assertThat(folder.resolve("shard-1")).doesNotExist();
    }

    @Test
    void merge_while_a_shard_is_missing_says_so_and_is_completed_by_the_next_merge() throws IOException {
        Path out = folder.resolve("merged");
        Path first = shard(1, 2);
        ShardMerge.Merged half = ShardMerge.of(List.of(first), out).write();
        assertThat(half.complete()).isFalse();
        assertThat(half.missing()).containsExactly(new Shard(2, 2));
        assertThat(half.jobs()).isEqualTo(jobs.size());

        Path second = shard(2, 2);
        ShardMerge.Merged all = ShardMerge.of(List.of(second, first), out).write();
        assertThat(all.complete()).isTrue();
        assertThat(all.results()).hasSameSizeAs(jobs);

        String runs = Files.readString(out.resolve(RunIndex.RUNS));
        ShardMerge.of(List.of(first, second), out).write();
        assertThat(out.resolve(RunIndex.RUNS)).hasContent(runs);
    }

    @Test
    void same_shard_in_two_folders_is_refused() throws IOException {
        Path first = shard(1, 2);
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(first.resolve(ShardManifest.NAME), copy.resolve(ShardManifest.NAME));

        assertThatThrownBy(() -> ShardMerge.of(List.of(first, copy), folder.resolve("merged")))
                .hasMessageContaining("two folders hold the same shard")
                .hasMessageContaining("part-1")
                .hasMessageContaining("copy");
    }

    @Test
    void shards_that_were_divided_differently_are_refused_with_the_first_job_that_differs() throws IOException {
        Path first = shard(1, 2);
        Path second = folder.resolve("part-2");
        Map<String, Integer> other = new java.util.LinkedHashMap<>(
                ShardPlan.of(jobs, 2, JobDurations.bySettings()).shards());
        String job = jobs.get(0).id();
        other.compute(job, (id, number) -> 3 - number);
        new ShardManifest("campaign", new Shard(2, 2), other).claim(second);

        assertThatThrownBy(() -> ShardMerge.of(List.of(first, second), folder.resolve("merged")))
                .hasMessageContaining("were divided differently: the job " + job + " is in shard ")
                .hasMessageContaining("--durations");
    }

    @Test
    void shards_of_other_work_or_another_number_of_shards_are_refused() throws IOException {
        Path first = shard(1, 2);
        Path third = folder.resolve("third");
        new ShardManifest("campaign", new Shard(3, 3), Map.of()).claim(third);
        Path mutants = folder.resolve("mutants");
        new ShardManifest("mutants", new Shard(2, 2), Map.of()).claim(mutants);

        assertThatThrownBy(() -> ShardMerge.of(List.of(first, third), folder.resolve("merged")))
                .hasMessageContaining("are not parts of the same work");
        assertThatThrownBy(() -> ShardMerge.of(List.of(first, mutants), folder.resolve("merged")))
                .hasMessageContaining("are not parts of the same work");
    }

    @Test
    void shard_with_the_result_of_a_job_of_another_shard_is_refused() throws IOException {
        List<Path> parts = shards(2);
        JobResult foreign =
                CampaignFile.read(parts.get(1).resolve(CampaignFile.NAME)).get(0);
        CampaignFile.append(parts.get(0), foreign);

        assertThatThrownBy(() -> ShardMerge.of(parts, folder.resolve("merged")))
                .hasMessageContaining("part-1")
                .hasMessageContaining("has the result of a job of shard 2: " + foreign.id());
    }

    @Test
    void same_run_in_two_indexes_is_refused() throws IOException {
        List<Path> parts = shards(2);
        RunSummary run =
                RunIndex.read(parts.get(1).resolve(RunIndex.RUNS)).runs().get(0);
        RunIndex.append(parts.get(0).resolve(RunIndex.RUNS), run);

        assertThatThrownBy(() -> ShardMerge.of(parts, folder.resolve("merged")))
                .hasMessageContaining("overlap: both have the run " + run.run());
    }

    @Test
    void folder_that_holds_something_else_is_not_overwritten() throws IOException {
        List<Path> parts = shards(2);
        Path out = folder.resolve("whole");
        JobResult older = JobResults.correct("naive", 99, "VALID", List.of(), List.of());
        CampaignFile.append(out, older);

        assertThatThrownBy(() -> ShardMerge.of(parts, out))
                .hasMessageContaining("holds a result that no shard has (" + older.id() + ")");
        assertThatThrownBy(() -> ShardMerge.of(parts, parts.get(0)))
                .hasMessageContaining("expected another folder for --out");
        assertThatThrownBy(() -> ShardMerge.of(List.of(folder.resolve("nowhere")), out))
                .hasMessageContaining("there is no folder");
        assertThatThrownBy(() -> ShardMerge.of(List.of(out), folder.resolve("merged")))
                .hasMessageContaining("holds no shard.json; expected the --out folder of a command with --shard");
    }

    @Test
    void resumed_shard_must_be_the_same_part() throws IOException {
        Path first = shard(1, 2);
        shard(1, 2);
        Map<String, Integer> plan =
                ShardPlan.of(jobs, 2, JobDurations.bySettings()).shards();

        assertThatThrownBy(() -> new ShardManifest("campaign", new Shard(2, 2), plan).claim(first))
                .hasMessageContaining("holds shard 1/2 of campaign")
                .hasMessageContaining("shard 2/2 of campaign (" + jobs.size() + " jobs) needs another folder");
        Path used = folder.resolve("used");
        CampaignFile.append(used, JobResults.correct("naive", 99, "VALID", List.of(), List.of()));
        assertThatThrownBy(() -> new ShardManifest("campaign", new Shard(2, 2), plan).claim(used))
                .hasMessageContaining("holds the result of a run that is not in shard 2/2");
    }

    @Test
    void chaos_tests_are_joined_and_the_same_invocation_in_two_shards_is_refused() throws IOException {
        Path first = folder.resolve("a");
        Path second = folder.resolve("b");
        new ShardManifest(ShardManifest.TESTS, new Shard(1, 2), Map.of()).claim(first);
        new ShardManifest(ShardManifest.TESTS, new Shard(2, 2), Map.of()).claim(second);
        ChaosTestResult passed = new ChaosTestResult("LockTest#holds", 0, 1, 20, true);
        ChaosTestFile.append(first, passed);
        ChaosTestFile.append(second, new ChaosTestResult("LockTest#holds", 1, 2, 20, false));

        Path out = folder.resolve("merged");
        ShardMerge.Merged merged = ShardMerge.of(List.of(second, first), out).write();
        assertThat(merged.complete()).isTrue();
        assertThat(CampaignTables.tests(merged.tests()))
                .contains("| LockTest#holds | 2 | 1      | 1      | 2                 |");
        assertThat(ChaosTestFile.read(out)).hasSize(2);

        ChaosTestFile.append(second, passed);
        assertThatThrownBy(() -> ShardMerge.of(List.of(first, second), out))
                .hasMessageContaining("overlap: both have LockTest#holds repetition=0 seed=1");
    }
}
