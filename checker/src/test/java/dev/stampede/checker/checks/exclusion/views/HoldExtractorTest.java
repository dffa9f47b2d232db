package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.LockInput.SampleLeadership;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldExtractorTest {
    private static List<Hold> holds(LockHistoryBuilder history) {
        return history.analysis().holds().all();
    }

    @Test
    void hold_released_lasts_from_the_grant_to_the_call_of_the_release() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.release(1, 0x10, 0x11, 200);

        assertThat(holds(history)).singleElement().satisfies(hold -> {
            assertThat(hold.grantedNanos()).isEqualTo(nanos(100));
            assertThat(hold.endNanos()).isEqualTo(nanos(200));
            assertThat(hold.token()).isEqualTo(0x10);
        });
    }

    @Test
    void hold_never_released_lasts_to_the_end() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);

        assertThat(holds(history.ended(900))).extracting(Hold::endNanos).containsExactly(nanos(900));
    }

    @Test
    void acquire_indeterminate_or_failed_grants_nothing() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 10),
                Outcome.INDETERMINATE,
                null,
                null,
                0,
                0,
                0,
                20);
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 30),
                Outcome.FAILED,
                null,
                null,
                0,
                0,
                0,
                40);
        history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 50);

        assertThat(holds(history)).isEmpty();
    }

    @Test
    void release_that_fails_or_never_returns_ends_belief_at_its_call() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.grant(1, 0x10, 0x10, 100);
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 200),
                Outcome.FAILED,
                null,
                null,
                0,
                0,
                0,
                300);
        history.grant(2, 0x20, 0x20, 400);
        history.invoked(2, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 500);

        assertThat(holds(history.ended(900))).extracting(Hold::endNanos).containsExactly(nanos(200), nanos(500));
    }

    @Test
    void acquire_nested_needs_as_many_releases() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        int inner = history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 110);
        history.completed(inner, Outcome.OK, null, null, LockHistoryBuilder.session(1), 0, 0x10, 120);
        history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 200);
        history.release(1, 0x10, 0x11, 300);

        assertThat(holds(history)).extracting(Hold::endNanos).containsExactly(nanos(300));
        assertThat(history.analysis().holds().of(inner)).isZero();
    }

    @Test
    void acquire_with_another_token_ends_the_hold_that_was_given_up() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.grant(1, 0x20, 0x20, 305);

        assertThat(holds(history.ended(900))).extracting(Hold::endNanos).containsExactly(nanos(300), nanos(900));
    }

    @Test
    void hold_of_a_client_that_is_killed_ends_with_it() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.fault(FaultScope.of("client-kill", "one").clients(1), 250, 400);

        assertThat(holds(history.ended(900))).extracting(Hold::endNanos).containsExactly(nanos(250));
    }

    @Test
    void hold_of_a_client_that_closes_its_session_ends_with_the_call() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grant(1, 0x10, 0x10, 100);
        history.attempt(1, -1, LockHistoryBuilder.session(1), Opcode.CLOSE, null, Reply.ok(0x12), 300, 301);

        assertThat(holds(history.ended(900))).extracting(Hold::endNanos).containsExactly(nanos(300));
    }

    @Test
    void samples_true_in_a_row_are_one_hold() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.sample(1, true, 0x10, 0x11, 100, 110);
        history.sample(1, true, 0x10, 0x11, 200, 210);
        history.sample(1, true, 0x10, 0x11, 300, 310);
        history.sample(1, false, 0, 0x11, 400, 410);

        assertThat(holds(history)).singleElement().satisfies(hold -> {
            assertThat(hold.grantedNanos()).isEqualTo(nanos(110));
            assertThat(hold.endNanos()).isEqualTo(nanos(300));
        });
    }

    @Test
    void samples_with_a_false_one_a_doubt_a_state_change_or_another_token_between_are_several_holds() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.sample(1, true, 0x10, 0x11, 100, 110);
        history.sample(1, false, 0, 0x11, 200, 210);
        history.sample(1, true, 0x10, 0x11, 300, 310);
        history.state(1, SessionState.SUSPENDED, 350);
        history.sample(1, true, 0x10, 0x11, 400, 410);
        history.doubts(1, 450);
        history.sample(1, true, 0x10, 0x11, 500, 510);
        history.sample(1, true, 0x20, 0x21, 600, 610);

        assertThat(holds(history)).hasSize(5);
    }

    @Test
    void failed_sample_is_ignored() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.sample(1, true, 0x10, 0x11, 100, 110);
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, new SampleLeadership(), 200),
                Outcome.INDETERMINATE,
                null,
                null,
                0,
                0,
                0,
                210);
        history.sample(1, true, 0x10, 0x11, 300, 310);

        assertThat(holds(history)).hasSize(1);
    }

    @Test
    void single_true_sample_proves_no_duration() {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        history.sample(1, true, 0x10, 0x11, 100, 200);
        history.sample(2, true, 0x20, 0x21, 120, 180);

        assertThat(history.checkElection("views=belief,disciplined").anomalies())
                .isEmpty();
    }
}
