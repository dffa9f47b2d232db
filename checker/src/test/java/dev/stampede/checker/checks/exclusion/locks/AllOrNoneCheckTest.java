package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;
import org.junit.jupiter.api.Test;

/** Several locks at once. */
class AllOrNoneCheckTest {
    private final LockHistoryBuilder history = LockHistoryBuilder.of(1);
    private final int all = history.invoked(1, null, OperationInput.of("acquire-all", "a,b"), 100);

    private AllOrNoneCheckTest member(String key, Outcome outcome, long from, long to) {
        int op = history.invoked(1, key, Acquire.EXCLUSIVE, from);
        history.completed(op, outcome, null, null, 0xc1, outcome == Outcome.OK ? 0x10 + from : 0, 0x10, to);
        return this;
    }

    private AllOrNoneCheckTest released(String key, long at) {
        history.completed(
                history.invoked(1, key, Release.EXCLUSIVE, at), Outcome.OK, null, null, 0xc1, 0, 0x11, at + 1);
        return this;
    }

    private CheckResult ended(Outcome outcome, String error, long at) {
        history.add(new dev.stampede.checker.history.data.Event.Completed(
                all, outcome, null, error, 0xc1, 0, 0x12, LockHistoryBuilder.nanos(at)));
        return history.ended(9000).checkNamed(AllOrNoneCheck.NAME);
    }

    @Test
    void acquire_of_all_locks_is_valid() {
        assertThat(kinds(member("a", Outcome.OK, 110, 120)
                        .member("b", Outcome.OK, 130, 140)
                        .ended(Outcome.OK, null, 150)))
                .isEmpty();
    }

    @Test
    void acquire_of_no_lock_is_valid() {
        assertThat(kinds(member("a", Outcome.OK, 110, 120)
                        .member("b", Outcome.FAILED, 130, 140)
                        .released("a", 145)
                        .ended(Outcome.FAILED, "timed out", 150)))
                .isEmpty();
    }

    @Test
    void first_lock_that_is_kept_when_the_second_fails_is_partly_held() {
        CheckResult result = member("a", Outcome.OK, 110, 120)
                .member("b", Outcome.FAILED, 130, 140)
                .ended(Outcome.FAILED, "timed out", 150);

        assertThat(kinds(result)).containsExactly("partly-held!");
        assertThat(result.violations().get(0).headline())
                .isEqualTo("client 1 (lock-1) was refused a,b together, but continued to hold a");
    }

    @Test
    void first_lock_that_is_released_too_late_is_partly_held() {
        member("a", Outcome.OK, 110, 120).member("b", Outcome.FAILED, 130, 140);
        history.completed(all, Outcome.FAILED, null, null, 0xc1, 0, 0x12, 150);
        released("a", 160);

        assertThat(kinds(history.ended(9000).checkNamed(AllOrNoneCheck.NAME))).containsExactly("partly-held!");
    }

    @Test
    void grant_of_all_without_one_of_them_is_granted_in_part() {
        CheckResult result = member("a", Outcome.OK, 110, 120).ended(Outcome.OK, null, 150);

        assertThat(kinds(result)).containsExactly("granted-in-part!");
        assertThat(result.violations().get(0).headline()).endsWith("but did not hold b");
    }

    @Test
    void acquire_that_was_interrupted_is_not_judged() {
        assertThat(kinds(member("a", Outcome.OK, 110, 120).ended(Outcome.INDETERMINATE, "interrupted", 150)))
                .isEmpty();
    }

    @Test
    void acquire_that_never_returned_is_not_judged() {
        member("a", Outcome.OK, 110, 120);

        assertThat(kinds(history.ended(9000).checkNamed(AllOrNoneCheck.NAME))).isEmpty();
    }
}
