package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.checks.exclusion.views.Tale.nanos;
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
    private static List<Hold> holds(Tale tale) {
        return tale.analysis().holds().all();
    }

    @Test
    void hold_released_lasts_from_the_grant_to_the_call_of_the_release() {
        Tale tale = Tale.of(1);
        tale.grant(1, 0x10, 0x10, 100);
        tale.release(1, 0x10, 0x11, 200);

        assertThat(holds(tale)).singleElement().satisfies(hold -> {
            assertThat(hold.grantedNanos()).isEqualTo(nanos(100));
            assertThat(hold.endNanos()).isEqualTo(nanos(200));
            assertThat(hold.token()).isEqualTo(0x10);
        });
    }

    @Test
    void hold_never_released_lasts_to_the_end() {
        Tale tale = Tale.of(1);
        tale.grant(1, 0x10, 0x10, 100);

        assertThat(holds(tale.ended(900))).extracting(Hold::endNanos).containsExactly(nanos(900));
    }

    @Test
    void acquire_indeterminate_or_failed_grants_nothing() {
        Tale tale = Tale.of(1);
        tale.completed(
                tale.invoked(1, Tale.KEY, Acquire.EXCLUSIVE, 10), Outcome.INDETERMINATE, null, null, 0, 0, 0, 20);
        tale.completed(tale.invoked(1, Tale.KEY, Acquire.EXCLUSIVE, 30), Outcome.FAILED, null, null, 0, 0, 0, 40);
        tale.invoked(1, Tale.KEY, Acquire.EXCLUSIVE, 50);

        assertThat(holds(tale)).isEmpty();
    }

    @Test
    void release_that_fails_or_never_returns_ends_belief_at_its_call() {
        Tale tale = Tale.of(2);
        tale.grant(1, 0x10, 0x10, 100);
        tale.completed(tale.invoked(1, Tale.KEY, Release.EXCLUSIVE, 200), Outcome.FAILED, null, null, 0, 0, 0, 300);
        tale.grant(2, 0x20, 0x20, 400);
        tale.invoked(2, Tale.KEY, Release.EXCLUSIVE, 500);

        assertThat(holds(tale.ended(900))).extracting(Hold::endNanos).containsExactly(nanos(200), nanos(500));
    }

    @Test
    void acquire_nested_needs_as_many_releases() {
        Tale tale = Tale.of(1);
        tale.grant(1, 0x10, 0x10, 100);
        int inner = tale.invoked(1, Tale.KEY, Acquire.EXCLUSIVE, 110);
        tale.completed(inner, Outcome.OK, null, null, Tale.session(1), 0, 0x10, 120);
        tale.invoked(1, Tale.KEY, Release.EXCLUSIVE, 200);
        tale.release(1, 0x10, 0x11, 300);

        assertThat(holds(tale)).extracting(Hold::endNanos).containsExactly(nanos(300));
        assertThat(tale.analysis().holds().of(inner)).isZero();
    }

    @Test
    void acquire_with_another_token_ends_the_hold_that_was_given_up() {
        Tale tale = Tale.of(1);
        tale.grant(1, 0x10, 0x10, 100);
        tale.grant(1, 0x20, 0x20, 305);

        assertThat(holds(tale.ended(900))).extracting(Hold::endNanos).containsExactly(nanos(300), nanos(900));
    }

    @Test
    void hold_of_a_client_that_is_killed_ends_with_it() {
        Tale tale = Tale.of(1);
        tale.grant(1, 0x10, 0x10, 100);
        tale.fault(FaultScope.of("client-kill", "one").clients(1), 250, 400);

        assertThat(holds(tale.ended(900))).extracting(Hold::endNanos).containsExactly(nanos(250));
    }

    @Test
    void hold_of_a_client_that_closes_its_session_ends_with_the_call() {
        Tale tale = Tale.of(1);
        tale.grant(1, 0x10, 0x10, 100);
        tale.attempt(1, -1, Tale.session(1), Opcode.CLOSE, null, Reply.ok(0x12), 300, 301);

        assertThat(holds(tale.ended(900))).extracting(Hold::endNanos).containsExactly(nanos(300));
    }

    @Test
    void samples_true_in_a_row_are_one_hold() {
        Tale tale = Tale.of(1);
        tale.sample(1, true, 0x10, 0x11, 100, 110);
        tale.sample(1, true, 0x10, 0x11, 200, 210);
        tale.sample(1, true, 0x10, 0x11, 300, 310);
        tale.sample(1, false, 0, 0x11, 400, 410);

        assertThat(holds(tale)).singleElement().satisfies(hold -> {
            assertThat(hold.grantedNanos()).isEqualTo(nanos(110));
            assertThat(hold.endNanos()).isEqualTo(nanos(300));
        });
    }

    @Test
    void samples_with_a_false_one_a_doubt_a_state_change_or_another_token_between_are_several_holds() {
        Tale tale = Tale.of(1);
        tale.sample(1, true, 0x10, 0x11, 100, 110);
        tale.sample(1, false, 0, 0x11, 200, 210);
        tale.sample(1, true, 0x10, 0x11, 300, 310);
        tale.state(1, SessionState.SUSPENDED, 350);
        tale.sample(1, true, 0x10, 0x11, 400, 410);
        tale.doubts(1, 450);
        tale.sample(1, true, 0x10, 0x11, 500, 510);
        tale.sample(1, true, 0x20, 0x21, 600, 610);

        assertThat(holds(tale)).hasSize(5);
    }

    @Test
    void sample_that_failed_says_nothing() {
        Tale tale = Tale.of(1);
        tale.sample(1, true, 0x10, 0x11, 100, 110);
        tale.completed(
                tale.invoked(1, Tale.KEY, new SampleLeadership(), 200),
                Outcome.INDETERMINATE,
                null,
                null,
                0,
                0,
                0,
                210);
        tale.sample(1, true, 0x10, 0x11, 300, 310);

        assertThat(holds(tale)).hasSize(1);
    }

    @Test
    void sample_true_alone_gives_no_moment_that_is_certain() {
        Tale tale = Tale.of(2);
        tale.sample(1, true, 0x10, 0x11, 100, 200);
        tale.sample(2, true, 0x20, 0x21, 120, 180);

        assertThat(tale.checkElection("views=belief,disciplined").anomalies()).isEmpty();
    }
}
