package dev.stampede.checker.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelChecksTest {
    private record Named(String name, boolean runsAlone) implements Check {
        @Override
        public CheckSpec spec() {
            return new CheckSpec(name, Map.of());
        }

        @Override
        public CheckResult check(History history, CheckBudget budget) {
            return CheckResult.of(name, Coverage.of("holds", 1), "", List.of());
        }
    }

    private static final List<Check> THREE =
            List.of(new Named("one", false), new Named("two", false), new Named("three", false));

    private static CheckResult passed(Check check) {
        return CheckResult.of(check.name(), Coverage.of("holds", 1), "", List.of());
    }

    private static CheckResult together(Check check, CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
            return passed(check);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void checks_run_at_the_same_time_and_their_results_keep_the_order_of_the_checks() {
        CyclicBarrier barrier = new CyclicBarrier(3);

        List<CheckResult> results = ParallelChecks.withThreads(3).results(THREE, check -> together(check, barrier));

        assertThat(results).extracting(CheckResult::check).containsExactly("one", "two", "three");
    }

    @Test
    void checks_run_in_one_thread_if_there_is_one_processor() {
        Thread own = Thread.currentThread();

        List<CheckResult> results = ParallelChecks.withThreads(1).results(THREE, check -> {
            assertThat(Thread.currentThread()).isSameAs(own);
            return passed(check);
        });

        assertThat(results).extracting(CheckResult::check).containsExactly("one", "two", "three");
    }

    @Test
    void check_that_uses_all_processors_runs_when_the_others_have_ended() {
        Thread own = Thread.currentThread();
        Map<String, Boolean> inOwnThread = new ConcurrentHashMap<>();
        List<Check> checks = List.of(new Named("one", false), new Named("search", true), new Named("three", false));

        List<CheckResult> results = ParallelChecks.withThreads(3).results(checks, check -> {
            inOwnThread.put(check.name(), Thread.currentThread() == own);
            return passed(check);
        });

        assertThat(inOwnThread).isEqualTo(Map.of("one", false, "search", true, "three", false));
        assertThat(results).extracting(CheckResult::check).containsExactly("one", "search", "three");
    }

    @Test
    void check_that_runs_out_of_memory_beside_others_runs_again_alone() {
        AtomicInteger calls = new AtomicInteger();

        List<CheckResult> results = ParallelChecks.withThreads(3).results(THREE, check -> {
            if (check.name().equals("two") && calls.incrementAndGet() == 1) {
                throw new OutOfMemoryError("Java heap space");
            }
            return passed(check);
        });

        assertThat(calls).hasValue(2);
        assertThat(results).extracting(CheckResult::verdict).containsOnly(Verdict.VALID);
    }

    @Test
    void check_that_runs_out_of_memory_alone_is_inconclusive() {
        List<CheckResult> results = ParallelChecks.withThreads(2).results(THREE, check -> {
            if (check.name().equals("two")) {
                throw new OutOfMemoryError("Java heap space");
            }
            return passed(check);
        });

        assertThat(results)
                .extracting(CheckResult::verdict)
                .containsExactly(Verdict.VALID, Verdict.INCONCLUSIVE, Verdict.VALID);
        assertThat(results.get(1).reason()).isEqualTo("the check ran out of memory");
    }

    @Test
    void error_of_a_check_is_thrown() {
        assertThatThrownBy(() -> ParallelChecks.withThreads(2).all(THREE, check -> {
                    throw new LinkageError("no such class");
                }))
                .isInstanceOf(LinkageError.class)
                .hasMessage("no such class");
    }
}
