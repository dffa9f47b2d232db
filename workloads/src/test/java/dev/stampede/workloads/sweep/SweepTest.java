package dev.stampede.workloads.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stampede.workloads.campaign.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep of a fake operation that sends two requests. */
class SweepTest {
    @TempDir
    private Path out;

    private final Map<String, AtomicInteger> executions = new ConcurrentHashMap<>();

    @Test
    void each_request_is_lost_in_each_way() throws IOException {
        Sweep.Result result = sweep(c -> CellOutcome.CORRECT).run();

        assertThat(result.complete()).isTrue();
        assertThat(result.results())
                .extracting(r -> r.sweepCase().id())
                .containsExactly(
                        "Fake.act-warm-count",
                        "Fake.act-warm-W1-1",
                        "Fake.act-warm-W1-2",
                        "Fake.act-warm-W7-1",
                        "Fake.act-warm-W7-2");
        assertThat(out.resolve("cases")).doesNotExist();
    }

    @Test
    void bad_case_is_repeated_and_has_a_case_file_that_can_be_read() throws IOException {
        Sweep.Result result = sweep(
                        c -> c.way() == LossWay.W7 && c.request() == 2 ? CellOutcome.LOST : CellOutcome.CORRECT)
                .run();

        CaseResult bad = result.results().get(4);
        assertThat(bad.outcome()).isEqualTo(CellOutcome.LOST);
        assertThat(bad.agreement()).isEqualTo(Sweep.REPETITIONS);
        assertThat(executions.get("Fake.act-warm-W7-2")).hasValue(1 + Sweep.REPETITIONS);
        Path folder = out.resolve("cases").resolve("Fake.act-warm-W7-2");
        assertThat(SweepFile.readCase(folder)).isEqualTo(bad.sweepCase());
        assertThat(folder.resolve("log.txt")).hasContent("frame");
    }

    @Test
    void repetitions_that_disagree_are_counted() throws IOException {
        Sweep.Result result = sweep(c -> c.request() == 1
                                && c.way() == LossWay.W1
                                && executions.get(c.id()).get() == 1
                        ? CellOutcome.STUCK
                        : CellOutcome.CORRECT)
                .run();

        assertThat(result.results().get(1).agreement()).isZero();
        assertThat(result.results().get(1).repetitions()).isEqualTo(Sweep.REPETITIONS);
    }

    @Test
    void second_sweep_in_the_same_folder_executes_only_what_is_missing_or_failed() throws IOException {
        sweep(c -> c.request() == 2 && c.way() == LossWay.W1 ? CellOutcome.HARNESS_FAILED : CellOutcome.CORRECT)
                .run();
        Files.writeString(out.resolve(SweepFile.NAME), "{\"case\":", java.nio.file.StandardOpenOption.APPEND);
        executions.clear();

        Sweep.Result result = sweep(c -> CellOutcome.CORRECT).run();

        assertThat(executions).containsOnlyKeys("Fake.act-warm-W1-2");
        assertThat(result.results()).hasSize(5).allMatch(r -> r.outcome() == CellOutcome.CORRECT);
    }

    @Test
    void operation_that_fails_undisturbed_is_not_swept() throws IOException {
        Sweep.Result result =
                sweep(c -> c.counts() ? CellOutcome.STUCK : CellOutcome.CORRECT).run();

        assertThat(result.results()).singleElement().matches(r -> r.sweepCase().counts());
    }

    @Test
    void interrupt_ends_the_sweep_and_keeps_what_has_ended() throws IOException {
        Thread sweeping = Thread.currentThread();
        Sweep.Result result = sweep(c -> {
                    if (c.request() == 2 && c.way() == LossWay.W7) {
                        sweeping.interrupt();
                        return null;
                    }
                    return CellOutcome.CORRECT;
                })
                .run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.complete()).isFalse();
        assertThat(result.planned()).isEqualTo(5);
        assertThat(result.results()).hasSizeLessThan(5);
    }

    @Test
    void case_file_that_is_missing_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SweepFile.readCase(out.resolve("none.json")))
                .withMessageContaining("none.json");
    }

    @Test
    void unknown_way_is_named_with_all_ways() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LossWay.parse("W9"))
                .withMessageContaining("\"W9\"")
                .withMessageContaining("W3B (the request is lost");
    }

    /** @param outcomes null interrupts the case */
    private Sweep sweep(Function<SweepCase, @Nullable CellOutcome> outcomes) {
        Map<String, Supplier<SweepOperation>> operations = Collections.singletonMap("Fake.act", FakeOperation::new);
        SweepConfig config = new SweepConfig(
                operations, List.of(LossWay.W1, LossWay.W7), List.of(true), List.of(false, true), new Shard(1, 1), 1);
        return new Sweep(config, out, line -> {}, c -> {
            executions.computeIfAbsent(c.id(), id -> new AtomicInteger()).incrementAndGet();
            CellOutcome outcome = outcomes.apply(c);
            if (outcome == null) {
                throw new InterruptedException();
            }
            return new CaseRunner.Execution(
                    new CaseResult(c, outcome, List.of("create /a", "delete /a"), "", List.of(), List.of(), 1, 0, 0),
                    List.of("frame"));
        });
    }

    /** An operation without contention that is never executed. */
    private static final class FakeOperation extends SweepOperation {
        @Override
        public String recipe() {
            return "Fake";
        }

        @Override
        public String method() {
            return "act";
        }

        @Override
        public void prepare(CaseContext context) {}

        @Override
        public @Nullable Object operate(CaseContext context) {
            return null;
        }

        @Override
        public void verify(CaseContext context, OperationAnswer answer) {}
    }
}
