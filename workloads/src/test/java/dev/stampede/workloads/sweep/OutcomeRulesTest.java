package dev.stampede.workloads.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;

class OutcomeRulesTest {
    private static final Shortfall CAVEAT = new Shortfall(CellOutcome.CAVEAT, "promise", "observed");
    private static final Shortfall LOST = new Shortfall(CellOutcome.LOST, "promise", "observed");

    @Test
    void no_shortfall_is_correct() {
        assertThat(OutcomeRules.outcome(false, true, List.of())).isEqualTo(CellOutcome.CORRECT);
    }

    @Test
    void worst_shortfall_decides() {
        assertThat(OutcomeRules.outcome(false, true, List.of(CAVEAT, LOST))).isEqualTo(CellOutcome.LOST);
    }

    @Test
    void nothing_lost_did_not_fire() {
        assertThat(OutcomeRules.outcome(false, false, List.of(CAVEAT))).isEqualTo(CellOutcome.NOT_FIRED);
    }

    @Test
    void nothing_lost_in_a_counting_case_is_correct() {
        assertThat(OutcomeRules.outcome(true, false, List.of())).isEqualTo(CellOutcome.CORRECT);
    }

    @Test
    void bad_outcome_counts_although_only_the_first_of_two_losses_fired() {
        assertThat(OutcomeRules.outcome(false, false, List.of(LOST))).isEqualTo(CellOutcome.LOST);
    }

    @Test
    void allowed_exception_is_a_caveat_and_another_one_is_unexpected() {
        OperationAnswer answer = new OperationAnswer(null, new KeeperException.ConnectionLossException(), false, false);

        assertThat(OutcomeRules.shortfalls(answer, true, List.of()))
                .extracting(Shortfall::outcome)
                .containsExactly(CellOutcome.CAVEAT);
        assertThat(OutcomeRules.shortfalls(answer, false, List.of(LOST)))
                .extracting(Shortfall::outcome)
                .containsExactly(CellOutcome.LOST, CellOutcome.UNEXPECTED_EXCEPTION);
    }
}
