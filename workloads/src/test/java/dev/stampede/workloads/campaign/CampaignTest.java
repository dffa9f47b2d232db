package dev.stampede.workloads.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.run.RecordedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign records its results, and can be interrupted and resumed. */
class CampaignTest {
    @TempDir
    private Path out;

    private final List<CampaignJob> jobs = JobSelection.correct(
            Scenarios.all().get(0).variants(), List.of(List.of("kill")), 1, 2, Duration.ofSeconds(20));
    private final List<String> executed = Collections.synchronizedList(new ArrayList<>());

    private JobResult execute(CampaignJob job) {
        executed.add(job.id());
        return JobResults.of(job, "VALID");
    }

    private Campaign campaign(Campaign.Runner runner) {
        return new Campaign(out, line -> {}, runner);
    }

    @Test
    void campaign_executes_every_run_once_and_returns_the_results_in_the_order_of_the_jobs() throws IOException {
        Campaign.Result result = campaign(this::execute).run(jobs, 3);

        assertThat(result.complete()).isTrue();
        assertThat(result.entries())
                .extracting(JobResult::id)
                .containsExactlyElementsOf(jobs.stream().map(CampaignJob::id).toList());
        assertThat(executed).hasSameSizeAs(jobs).doesNotHaveDuplicates();
    }

    @Test
    void run_of_a_campaign_records_the_data_of_znodes_as_the_campaign_says() {
        assertThat(jobs.get(0).config(EnsembleKind.LOCAL, RecordedData.HASHED).data())
                .isEqualTo(RecordedData.HASHED);
        assertThat(jobs.get(0).config(EnsembleKind.LOCAL, RecordedData.PLAIN).data())
                .isEqualTo(RecordedData.PLAIN);
    }

    @Test
    void resumed_campaign_executes_only_the_missing_runs() throws IOException {
        campaign(this::execute).run(jobs.subList(0, 3), 2);
        executed.clear();
        Campaign.Result result = campaign(this::execute).run(jobs, 2);

        assertThat(result.complete()).isTrue();
        assertThat(executed).hasSize(jobs.size() - 3).doesNotContain(jobs.get(0).id());
    }

    @Test
    void run_in_which_the_harness_failed_is_executed_again() throws IOException {
        campaign(job -> JobResults.of(job, JobResult.FAILED)).run(jobs.subList(0, 1), 1);
        Campaign.Result result = campaign(this::execute).run(jobs.subList(0, 1), 1);

        assertThat(executed).hasSize(1);
        assertThat(result.entries()).extracting(JobResult::verdict).containsExactly("VALID");
    }

    @Test
    void incomplete_line_repeats_only_its_run() throws IOException {
        campaign(this::execute).run(jobs.subList(0, 2), 1);
        Files.writeString(out.resolve(CampaignFile.NAME), "{\"id\": \"lock/na", StandardOpenOption.APPEND);
        executed.clear();
        campaign(this::execute).run(jobs.subList(0, 3), 1);

        assertThat(executed).containsExactly(jobs.get(2).id());
        assertThat(campaign(this::execute).recorded(jobs).entries()).hasSize(3);
    }

    @Test
    void impossible_run_ends_the_campaign() {
        Campaign campaign = campaign(job -> {
            throw new IllegalArgumentException("too short a time");
        });

        assertThatThrownBy(() -> campaign.run(jobs, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("too short a time");
    }

    @Test
    void interrupt_ends_the_current_runs_and_returns_the_results_so_far() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Campaign campaign = campaign(job -> {
            if (job.id().equals(jobs.get(0).id())) {
                return execute(job);
            }
            second.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ended.countDown();
                throw e;
            }
            throw new IllegalStateException("it is only ended by an interrupt");
        });
        List<Campaign.Result> results = new ArrayList<>();
        List<Boolean> interrupted = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                results.add(campaign.run(jobs, 1));
                interrupted.add(Thread.currentThread().isInterrupted());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        thread.start();
        second.await();
        thread.interrupt();
        thread.join();

        assertThat(ended.getCount()).isZero();
        assertThat(interrupted).containsExactly(true);
        assertThat(results.get(0).complete()).isFalse();
        assertThat(results.get(0).entries())
                .extracting(JobResult::id)
                .containsExactly(jobs.get(0).id());
    }
}
