package dev.stampede.workloads.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.workloads.registry.Scenarios;
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

/** A campaign remembers what it has made, and can be interrupted. */
class CampaignTest {
    @TempDir
    private Path out;

    private final List<CampaignJob> jobs = JobSelection.forms(
            Scenarios.all().get(0).variants(), List.of(List.of("kill")), 1, 2, Duration.ofSeconds(20));
    private final List<String> made = Collections.synchronizedList(new ArrayList<>());

    private JobResult make(CampaignJob job) {
        made.add(job.id());
        return JobResults.of(job, "VALID");
    }

    private Campaign campaign(Campaign.Runner runner) {
        return new Campaign(out, line -> {}, runner);
    }

    @Test
    void campaign_makes_every_run_once_and_tells_them_in_the_order_of_the_jobs() throws IOException {
        Campaign.Result result = campaign(this::make).make(jobs, 3);

        assertThat(result.complete()).isTrue();
        assertThat(result.entries())
                .extracting(JobResult::id)
                .containsExactlyElementsOf(jobs.stream().map(CampaignJob::id).toList());
        assertThat(made).hasSameSizeAs(jobs).doesNotHaveDuplicates();
    }

    @Test
    void campaign_that_is_begun_again_makes_only_what_is_missing() throws IOException {
        campaign(this::make).make(jobs.subList(0, 3), 2);
        made.clear();
        Campaign.Result result = campaign(this::make).make(jobs, 2);

        assertThat(result.complete()).isTrue();
        assertThat(made).hasSize(jobs.size() - 3).doesNotContain(jobs.get(0).id());
    }

    @Test
    void run_in_which_the_harness_failed_is_made_again() throws IOException {
        campaign(job -> JobResults.of(job, JobResult.FAILED)).make(jobs.subList(0, 1), 1);
        Campaign.Result result = campaign(this::make).make(jobs.subList(0, 1), 1);

        assertThat(made).hasSize(1);
        assertThat(result.entries()).extracting(JobResult::verdict).containsExactly("VALID");
    }

    @Test
    void line_that_was_cut_short_costs_its_run_only() throws IOException {
        campaign(this::make).make(jobs.subList(0, 2), 1);
        Files.writeString(out.resolve(CampaignFile.NAME), "{\"id\": \"lock/na", StandardOpenOption.APPEND);
        made.clear();
        campaign(this::make).make(jobs.subList(0, 3), 1);

        assertThat(made).containsExactly(jobs.get(2).id());
        assertThat(campaign(this::make).remembered(jobs).entries()).hasSize(3);
    }

    @Test
    void run_that_asks_for_what_cannot_be_ends_the_campaign() {
        Campaign campaign = campaign(job -> {
            throw new IllegalArgumentException("too short a time");
        });

        assertThatThrownBy(() -> campaign.make(jobs, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("too short a time");
    }

    @Test
    void interrupt_ends_the_runs_under_way_and_gives_what_there_is() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Campaign campaign = campaign(job -> {
            if (job.id().equals(jobs.get(0).id())) {
                return make(job);
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
                results.add(campaign.make(jobs, 1));
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
