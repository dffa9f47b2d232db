package dev.stampede.workloads.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.campaign.Shard;
import dev.stampede.workloads.client.DaemonThreads;
import dev.stampede.workloads.junit.Smoke;
import dev.stampede.workloads.sweep.operations.SweepOperations;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sweep of a recipe that is right when a reply is lost, and of one that is not (STAMPEDE-F5). */
@Smoke
class SweepIT {
    private static final String MUTEX = "InterProcessMutex.acquire";
    private static final String TAKE = "SimpleDistributedQueue.take";

    @Test
    void mutex_is_correct_and_queue_loses_an_item(@TempDir Path out) throws Exception {
        Map<String, Supplier<SweepOperation>> operations = new LinkedHashMap<>();
        for (String name : List.of(MUTEX, TAKE)) {
            operations.put(name, Objects.requireNonNull(SweepOperations.all().get(name)));
        }
        SweepConfig config = new SweepConfig(
                operations, List.of(LossWay.W1, LossWay.W3), List.of(true), List.of(false), new Shard(1, 1), 24);
        ScheduledExecutorService timer = DaemonThreads.timer("sweep-watchdog");
        ExecutorService closers = Executors.newCachedThreadPool(work -> DaemonThreads.make("sweep-session-end", work));
        Sweep.Result result;
        try (SweepEnsemble ensemble = SweepEnsemble.start(1)) {
            CaseRunner runner = new CaseRunner(ensemble, timer, closers);
            result = new Sweep(
                            config,
                            out,
                            line -> {},
                            c -> runner.run(c, Objects.requireNonNull(operations.get(c.operation()))))
                    .run();
        } finally {
            timer.shutdownNow();
            closers.shutdownNow();
        }

        assertThat(result.complete()).isTrue();
        assertThat(result.results())
                .filteredOn(r -> r.sweepCase().operation().equals(MUTEX))
                .hasSizeGreaterThan(5)
                .allSatisfy(r -> assertThat(r.outcome()).as(r.line()).isIn(CellOutcome.CORRECT, CellOutcome.CAVEAT));
        assertThat(result.results())
                .filteredOn(r -> r.outcome().bad())
                .hasSize(2)
                .allSatisfy(r -> {
                    assertThat(r.sweepCase().operation()).isEqualTo(TAKE);
                    assertThat(r.outcome()).isEqualTo(CellOutcome.LOST);
                    assertThat(r.lostType()).isEqualTo("delete");
                    assertThat(r.agreement()).isEqualTo(Sweep.REPETITIONS);
                });
    }
}
