package dev.stampede.checker.linearizability.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.format.LoadedHistory;
import dev.stampede.checker.generator.GeneratorOptions;
import dev.stampede.checker.generator.HistoryGenerator;
import dev.stampede.checker.generator.InjectedViolation;
import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two searches alternate, and the first that decides gives the verdict. */
class DovetailedSearchTest {
    private static final int TURN = 100;

    /**
     * Sixty clients write fifty values, and one read returns a value that was never written: too many orders precede
     * it.
     */
    private static final GeneratorOptions HARD =
            GeneratorOptions.of("cas-register", 1_000).clients(60).values(50).flaw(InjectedViolation.PHANTOM, 0.5);

    private static SearchBudget budget(long bytes) {
        return SearchBudget.of(CheckBudget.of(Duration.ofHours(1), bytes));
    }

    private static Problem problem(GeneratorOptions options) {
        return problem(HistoryGenerator.inMemory(options, 1));
    }

    private static <S, I, O> Problem problem(LoadedHistory<S, I, O> history) {
        return Problem.of(history.model(), history.calls());
    }

    private static Decision decide(DovetailedSearch search) {
        try {
            Decision decision = null;
            while (decision == null) {
                decision = search.go(TURN);
            }
            return decision;
        } finally {
            search.end();
        }
    }

    @Test
    void go_easy_history_is_decided_by_the_search_over_orders_alone() {
        DovetailedSearch search =
                new DovetailedSearch(problem(GeneratorOptions.of("cas-register", 1_000)), budget(1 << 28));

        assertThat(decide(search)).isInstanceOf(Decision.Linearizable.class);
        assertThat(search.decidedBy()).isEqualTo("windowed-search");
    }

    @Test
    void go_unwritten_value_among_many_orders_is_decided_by_the_search_over_sources() {
        DovetailedSearch search = new DovetailedSearch(problem(HARD), budget(1 << 28));

        assertThat(decide(search)).isInstanceOf(Decision.NotLinearizable.class);
        assertThat(search.decidedBy()).isEqualTo("reads-from");
    }

    @Test
    void go_object_that_is_no_register_is_decided_by_the_search_over_orders() {
        DovetailedSearch search = new DovetailedSearch(
                problem(GeneratorOptions.of("fifo-queue", 30)
                        .clients(3)
                        .values(0)
                        .flaw(InjectedViolation.STALE, 0.6)),
                budget(1 << 28));

        assertThat(decide(search)).isInstanceOf(Decision.NotLinearizable.class);
        assertThat(search.decidedBy()).isEqualTo("windowed-search");
    }

    @Test
    void go_without_memory_for_either_is_out_of_memory() {
        DovetailedSearch search = new DovetailedSearch(problem(HARD), budget(1 << 12));

        assertThat(decide(search)).isInstanceOfSatisfying(Decision.Unknown.class, unknown -> assertThat(unknown.limit())
                .isEqualTo(Decision.Limit.MEMORY));
    }
}
