package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.workloads.registry.LockScenario;
import dev.stampede.workloads.run.RunStatus.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The status of a run, derived from its events. */
class ProgressReporterTest {
    private final AtomicLong now = new AtomicLong();
    private final RunConfig config =
            RunConfig.of(LockScenario.mutex()).withSeed(7).withTime(Duration.ofSeconds(20));

    private static Event injecting(String fault, String family, String shape) {
        return new Event.FaultInjecting(
                fault, fault, family, shape, "leader", List.of(1), List.of(), List.of(), List.of(), 0);
    }

    @Test
    void status_follows_stages_operations_and_the_faults_that_are_proven() {
        ProgressReporter reporter = ProgressReporter.withoutThread(config, now::get);
        assertThat(reporter.status().stage()).isEqualTo(Stage.START);

        now.set(Duration.ofSeconds(3).toNanos());
        reporter.accept(new Event.PhaseBegan(Event.Phase.CHAOS, 0));
        now.set(Duration.ofSeconds(8).toNanos());
        reporter.accept(new Event.Invoked(0, 0, "acquire", "/a", null, 1));
        reporter.accept(new Event.Invoked(1, 1, "acquire", "/a", null, 1));
        reporter.accept(new Event.Completed(0, Outcome.OK, null, null, 1, 1, 1, 2));
        reporter.accept(new Event.Completed(1, Outcome.FAILED, null, null, 1, 1, 1, 2));
        reporter.accept(injecting("a#1", "partition", "leader"));
        reporter.accept(injecting("b#1", "kill", "random"));
        reporter.accept(injecting("c#1", "pause", "random"));
        reporter.accept(new Event.FaultActive("a#1", "no answer", 3));
        reporter.accept(new Event.FaultActive("b#1", "gone", 3));

        RunStatus status = reporter.status();
        assertThat(status.run()).endsWith(" seed 7");
        assertThat(status.stage()).isEqualTo(Stage.FAULTS);
        assertThat(status.elapsed()).isEqualTo(Duration.ofSeconds(5));
        assertThat(status.fraction()).isEqualTo(0.25);
        assertThat(status.faults()).containsExactly("partition:leader", "kill:random");
        assertThat(status.operations()).isEqualTo(2);
        assertThat(status.succeeded()).isEqualTo(1);

        reporter.accept(new Event.FaultHealed("a#1", "answers", 4));
        assertThat(reporter.status().faults()).containsExactly("kill:random");
    }

    @Test
    void recovery_belongs_to_the_heal_stage_whose_time_continues() {
        ProgressReporter reporter = ProgressReporter.withoutThread(config, now::get);
        reporter.accept(new Event.PhaseBegan(Event.Phase.HEAL, 0));
        now.set(Duration.ofSeconds(2).toNanos());
        reporter.accept(new Event.PhaseBegan(Event.Phase.RECOVERY, 0));

        assertThat(reporter.status().stage()).isEqualTo(Stage.HEAL);
        assertThat(reporter.status().elapsed()).isEqualTo(Duration.ofSeconds(2));
        assertThat(reporter.status().fraction()).isEqualTo(1);
    }

    @Test
    void reporter_reports_each_change_and_its_thread_ends_when_it_is_closed() {
        Queue<RunStatus> reported = new ConcurrentLinkedQueue<>();
        Progress progress = new Progress() {
            @Override
            public void line(String text) {}

            @Override
            public void status(RunStatus status) {
                reported.add(status);
            }
        };
        try (ProgressReporter reporter = ProgressReporter.start(config, progress)) {
            reporter.stage(Stage.CHECK);
            await().until(() -> reported.stream().anyMatch(s -> s.stage() == Stage.CHECK));
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("stampede-progress");
    }
}
