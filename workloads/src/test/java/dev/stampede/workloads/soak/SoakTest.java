package dev.stampede.workloads.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.findings.ViolationSignature;
import dev.stampede.workloads.campaign.CampaignJob;
import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A soak of a harness that is not there: results and measurements are made up. */
class SoakTest {
    private static final Duration RUN = Duration.ofSeconds(30);
    private static final long MIB = 1 << 20;

    @TempDir
    private Path out;

    private final AtomicLong nanos = new AtomicLong();
    private final List<CampaignJob> started = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();

    private static List<Variant> variants() {
        return Scenarios.named("lock").orElseThrow().variants().stream()
                .filter(variant -> !variant.mutant())
                .limit(2)
                .toList();
    }

    private static SoakConfig config(int runs, int atOnce) {
        return new SoakConfig(variants(), RUN.multipliedBy(runs).dividedBy(atOnce), RUN, atOnce, 7);
    }

    private static JobResult result(
            CampaignJob job, String verdict, @Nullable String finding, @Nullable String reason, Path folder) {
        List<ViolationSignature> signatures = verdict.equals("INVALID")
                ? List.of(new ViolationSignature("leases", "foreign-grant", List.of(), "lock/x", finding, true))
                : List.of();
        return new JobResult(
                job.id(),
                job.variant().scenario(),
                job.variant().name(),
                job.seed(),
                job.faultsText(),
                verdict,
                null,
                null,
                null,
                List.of(),
                signatures,
                List.of(),
                reason,
                folder.toString(),
                1.0,
                null,
                null);
    }

    private static Function<CampaignJob, String> always(String verdict) {
        return job -> verdict;
    }

    /** The same amount of everything in each sample, but for what is given. */
    private static long flat(HarnessResource resource, int sample) {
        return resource.goneAfterRuns() ? 0 : 50 * MIB;
    }

    private static ToLongBiFunction<HarnessResource, Integer> growing(HarnessResource which, long each) {
        return (resource, sample) -> flat(resource, sample) + (resource == which ? sample * each : 0);
    }

    private Soak soak(
            SoakConfig config,
            Function<CampaignJob, String> verdicts,
            ToLongBiFunction<HarnessResource, Integer> amounts) {
        int[] sample = new int[1];
        return new Soak(
                config,
                out,
                (job, folder) -> {
                    synchronized (this) {
                        started.add(job);
                        nanos.addAndGet(RUN.dividedBy(config.atOnce()).toNanos());
                    }
                    file(folder);
                    String[] words = verdicts.apply(job).split(" ", 2);
                    return result(job, words[0], words.length > 1 ? words[1] : null, null, folder);
                },
                () -> {
                    Map<HarnessResource, Long> measured = new EnumMap<>(HarnessResource.class);
                    for (HarnessResource resource : HarnessResource.values()) {
                        measured.put(resource, amounts.applyAsLong(resource, sample[0]));
                    }
                    sample[0]++;
                    return new ResourceSample(measured);
                },
                nanos::get,
                progress::add);
    }

    private static void file(Path folder) {
        try {
            Files.writeString(Files.createDirectories(folder).resolve("history"), "x");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void soak_without_a_leak_runs_all_variants_with_both_mixes_and_keeps_no_valid_run() throws IOException {
        SoakResult result = soak(config(16, 1), always("VALID"), SoakTest::flat).run();

        assertThat(result.leaks()).isEmpty();
        assertThat(result.falseAlarms()).isEmpty();
        assertThat(result.inconclusive()).isEmpty();
        assertThat(result.interrupted()).isFalse();
        assertThat(started.stream().map(job -> job.variant().name() + " " + job.seed() + " " + job.clientJvms()))
                .hasSize(16)
                .startsWith("naive 7 0", "fair-queue 7 3", "naive 8 3", "fair-queue 8 0", "naive 9 0");
        assertThat(out.resolve("runs")).isEmptyDirectory();
        assertThat(Files.readAllLines(out.resolve("soak.jsonl"))).hasSize(16);
        assertThat(out.resolve("soak.md"))
                .content()
                .contains("16 runs in 8 min: 0 leaks, 0 false alarms, 0 failures of the harness.")
                .contains("| heap after GC ")
                .contains("| lock/naive ");
    }

    @Test
    void each_resource_that_grows_is_a_leak_and_is_named() throws IOException {
        for (HarnessResource resource : HarnessResource.values()) {
            Files.deleteIfExists(out.resolve("soak.jsonl"));
            long each = resource.floor() >= MIB ? MIB : 1;

            SoakResult result = soak(config(16, 1), always("VALID"), growing(resource, each))
                    .run();

            assertThat(result.leaks())
                    .as(resource.title())
                    .singleElement()
                    .asString()
                    .startsWith(resource.title());
            assertThat(SoakReport.markdown(result)).contains("## Leaks\n- " + resource.title());
        }
    }

    @Test
    void child_process_that_a_run_leaves_behind_is_a_leak_at_once() throws IOException {
        SoakResult result = soak(
                        config(3, 1),
                        always("VALID"),
                        (resource, sample) ->
                                resource == HarnessResource.CHILDREN && sample == 1 ? 2 : flat(resource, sample))
                .run();

        assertThat(result.leaks()).containsExactly("child processes: 2 left after the runs 1 to 1");
        assertThat(result.inconclusive()).isPresent();
    }

    @Test
    void invalid_run_is_a_false_alarm_unless_it_shows_a_known_finding() throws IOException {
        SoakResult result = soak(
                        config(16, 1),
                        job -> job.seed() == 8 ? "INVALID" : job.seed() == 9 ? "INVALID CURATOR-604" : "VALID",
                        SoakTest::flat)
                .run();

        assertThat(result.falseAlarms()).hasSize(2).allMatch(run -> run.seed() == 8);
        assertThat(result.leaks()).isEmpty();
        assertThat(SoakReport.markdown(result))
                .contains("## False alarms\n- lock/naive seed 8")
                .contains("(known: CURATOR-604)");
        assertThat(result.falseAlarms()).allMatch(run -> Files.exists(Path.of(run.folder())));
    }

    @Test
    void of_runs_that_are_not_false_alarms_only_the_first_of_each_variant_are_kept() throws IOException {
        var unused = soak(config(16, 1), always("INCONCLUSIVE"), SoakTest::flat).run();

        try (var kept = Files.list(out.resolve("runs"))) {
            assertThat(kept).hasSize(6);
        }
    }

    @Test
    void failures_of_the_harness_and_runs_that_are_not_judged_are_told() throws IOException {
        SoakResult failed = soak(config(16, 1), job -> job.seed() == 7 ? "FAILED" : "VALID", SoakTest::flat)
                .run();
        Files.delete(out.resolve("soak.jsonl"));
        SoakResult unjudged =
                soak(config(16, 1), always("INCONCLUSIVE"), SoakTest::flat).run();

        assertThat(failed.failures()).hasSize(2);
        assertThat(failed.inconclusive()).isEmpty();
        assertThat(unjudged.inconclusive())
                .hasValueSatisfying(why -> assertThat(why).startsWith("only 0 of 16 runs were judged"));
    }

    @Test
    void short_soak_is_inconclusive_and_says_what_it_needs() throws IOException {
        SoakResult result = soak(config(4, 2), always("VALID"), SoakTest::flat).run();

        assertThat(result.runs()).hasSize(4);
        assertThat(result.inconclusive())
                .contains("a trend needs 8 samples in the second half of a process, found 1; use a longer --time");
    }

    @Test
    void heap_that_was_never_collected_is_inconclusive() throws IOException {
        SoakResult result = new SoakResult(
                IntStream.range(0, 20)
                        .mapToObj(i -> new SoakBatch(
                                1, i, 1, 1000L * i, List.of(), new ResourceSample(Map.of(HarnessResource.THREADS, 9L))))
                        .toList(),
                false);

        assertThat(result.inconclusive())
                .hasValueSatisfying(why -> assertThat(why).contains("DisableExplicitGC"));
    }

    @Test
    void soak_that_is_started_again_continues_with_the_next_runs_and_judges_each_process_by_itself()
            throws IOException {
        SoakResult first = soak(config(10, 1), always("VALID"), growing(HarnessResource.HEAP, MIB))
                .run();
        SoakResult both = soak(config(30, 1), always("VALID"), SoakTest::flat).run();

        assertThat(first.leaks()).as("too few samples").isEmpty();
        assertThat(both.runs()).hasSize(30);
        assertThat(both.batches().stream().map(SoakBatch::process).distinct()).containsExactly(1, 2);
        assertThat(started.get(10).seed()).isEqualTo(12);
        assertThat(both.leaks())
                .as("the second process starts with an empty heap")
                .isEmpty();
        assertThat(both.inconclusive()).isEmpty();
        assertThat(Soak.recorded(out)).isEqualTo(both);

        SoakResult over = soak(config(30, 1), always("VALID"), SoakTest::flat).run();
        assertThat(over.runs()).as("the time is over").hasSize(30);
    }

    @Test
    void interrupt_ends_the_current_runs_and_leaves_a_result() throws Exception {
        CountDownLatch inRun = new CountDownLatch(1);
        SoakResult[] result = new SoakResult[1];
        Soak soak = new Soak(
                config(100, 2),
                out,
                (job, folder) -> {
                    if (job.seed() == 7) {
                        return result(job, "VALID", null, null, folder);
                    }
                    inRun.countDown();
                    Thread.sleep(60_000); // a run heals its faults and ends when it is interrupted
                    throw new AssertionError("not interrupted");
                },
                () -> new ResourceSample(Map.of(HarnessResource.HEAP, MIB)),
                nanos::get,
                line -> {});
        Thread thread = new Thread(() -> {
            try {
                result[0] = soak.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        inRun.await();
        thread.interrupt();
        thread.join(10_000);

        assertThat(result[0].interrupted()).isTrue();
        assertThat(result[0].runs()).hasSize(2);
        assertThat(result[0].batches()).hasSize(2);
        assertThat(result[0].batches().get(1).sample()).isNull();
        assertThat(out.resolve("soak.md")).content().contains("(interrupted)");
    }

    @Test
    void impossible_run_ends_the_soak_with_its_reason() {
        Soak soak = new Soak(
                config(4, 1),
                out,
                (job, folder) -> {
                    throw new IllegalArgumentException("too short");
                },
                () -> new ResourceSample(Map.of()),
                nanos::get,
                line -> {});

        assertThatThrownBy(soak::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("too short");
    }

    @Test
    void line_that_a_killed_process_cut_short_is_ignored() throws IOException {
        SoakResult before = soak(config(3, 1), always("VALID"), SoakTest::flat).run();
        Files.writeString(
                out.resolve("soak.jsonl"),
                Files.readString(out.resolve("soak.jsonl")) + "{\"process\":1,\"first\":3,\"ru");

        assertThat(Soak.recorded(out)).isEqualTo(before);
    }

    @Test
    void this_jvm_can_be_measured() throws Exception {
        ResourceSample sample = new HarnessProbe().measure();

        assertThat(sample.amounts()).containsKeys(HarnessResource.HEAP, HarnessResource.THREADS, HarnessResource.DISK);
        assertThat(sample.amounts().get(HarnessResource.HEAP)).isGreaterThan(MIB);
        assertThat(sample.amounts().get(HarnessResource.THREADS)).isGreaterThan(1);
    }

    @Test
    void levels_show_the_course_of_a_series() {
        assertThat(SoakReport.levels(List.of(0L, 7L, 14L))).isEqualTo("▁▄█");
        assertThat(SoakReport.levels(List.of(5L, 5L))).isEqualTo("▁▁");
        assertThat(SoakReport.levels(
                        IntStream.range(0, 130).mapToObj(i -> (long) i).toList()))
                .hasSize(44);
    }
}
