package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.Test;

/** A client that already holds a lock acquires it again. */
class ReentrancyCheckTest {
    private final LockHistoryBuilder history = LockHistoryBuilder.of(1);

    ReentrancyCheckTest() {
        history.grant(1, 0x10, 0x10, 100);
    }

    private ReentrancyCheckTest again(long at) {
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, at),
                Outcome.OK,
                null,
                null,
                0xc1,
                0x10,
                0x10,
                at + 1);
        return this;
    }

    private ReentrancyCheckTest plainRelease(long at) {
        history.completed(
                history.invoked(1, LockHistoryBuilder.KEY, Release.EXCLUSIVE, at),
                Outcome.OK,
                null,
                null,
                0xc1,
                0,
                0x10,
                at + 1);
        return this;
    }

    @Test
    void nest_that_deletes_by_its_last_release_is_valid() {
        again(200).plainRelease(300);
        history.release(1, 0x10, 0x11, 400);
        CheckResult result = history.ended(900).checkNamed(ReentrancyCheck.NAME);

        assertThat(kinds(result)).isEmpty();
        assertThat(result.scope()).isEqualTo("0 anomalies");
        assertThat(result.coverage()).isEqualTo(Coverage.of("nested calls", 2));
    }

    @Test
    void delete_by_a_release_that_is_not_the_last_is_too_early() {
        again(200);
        history.release(1, 0x10, 0x11, 300);
        plainRelease(400);

        assertThat(kinds(history.ended(900).checkNamed(ReentrancyCheck.NAME))).containsExactly("released-too-early!");
    }

    @Test
    void acquire_that_queues_behind_its_own_hold_is_reported_although_it_never_returns() {
        int op = history.invoked(1, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 200);
        history.attempt(
                1,
                op,
                0xc1,
                Opcode.CREATE,
                history.path(0x12),
                Reply.ok(0x12, LockHistoryBuilder.stat(0x12, 0xc1)),
                209,
                210);

        assertThat(kinds(history.ended(900).checkNamed(ReentrancyCheck.NAME))).containsExactly("reentry-queued!");
    }

    @Test
    void acquire_after_the_last_release_may_queue() {
        history.release(1, 0x10, 0x11, 150);
        history.grant(1, 0x12, 0x12, 200);

        assertThat(kinds(history.ended(900).checkNamed(ReentrancyCheck.NAME))).isEmpty();
    }

    @Test
    void reopened_client_starts_without_holds() {
        history.add(new dev.stampede.checker.history.data.Event.ClientOpened(
                1,
                "lock-1",
                dev.stampede.checker.history.data.Event.ClientKind.WORKLOAD,
                "worker-1",
                LockHistoryBuilder.nanos(150)));
        history.grant(1, 0x12, 0x12, 200);

        assertThat(kinds(history.ended(900).checkNamed(ReentrancyCheck.NAME))).isEmpty();
    }
}
