package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput.Release;
import dev.stampede.checker.testing.FaultScope;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** At most n leases are held at once. */
class LeasesCheckTest {
    private static LockHistoryBuilder three() {
        LockHistoryBuilder history = LockHistoryBuilder.of(3);
        history.grant(1, 0x10, 0x10, 100);
        history.grant(2, 0x11, 0x11, 110);
        history.grant(3, 0x12, 0x12, 120);
        return history.gone(0x10, 0x20, 500)
                .gone(0x11, 0x21, 600)
                .gone(0x12, 0x22, 700)
                .ended(900);
    }

    @Test
    void as_many_leases_as_allowed_are_valid() {
        assertThat(kinds(three().checkNamed(LeasesCheck.NAME, "leases=3"))).isEmpty();
    }

    @Test
    void one_lease_more_than_allowed_is_reported_with_all_holders() {
        CheckResult result = three().checkNamed(LeasesCheck.NAME, "leases=2");

        assertThat(kinds(result)).containsExactly("too-many-leases!");
        assertThat(result.violations().get(0).headline())
                .isEqualTo("3 leases of /locks/a were held at once in the ensemble itself; at most 2 are allowed");
        assertThat(result.violations().get(0).operations()).hasSize(3);
    }

    @Test
    void returned_lease_does_not_count() {
        LockHistoryBuilder history = LockHistoryBuilder.of(3);
        history.grant(1, 0x10, 0x10, 100);
        history.grant(2, 0x11, 0x11, 110);
        history.release(1, 0x10, 0x12, 120);
        history.grant(3, 0x13, 0x13, 130);
        history.gone(0x11, 0x21, 600).gone(0x13, 0x22, 700);

        assertThat(kinds(history.ended(900).checkNamed(LeasesCheck.NAME, "leases=2")))
                .isEmpty();
    }

    @Test
    void holder_that_was_paused_beyond_its_session_is_a_caveat() {
        LockHistoryBuilder history = LockHistoryBuilder.of(0)
                .opened(1, "worker-1", 0)
                .opened(2, "harness", 0)
                .opened(3, "harness", 0);
        for (int c = 1; c <= 3; c++) {
            history.state(c, SessionState.CONNECTED, LockHistoryBuilder.session(c), 0);
        }
        history.fault(FaultScope.of("client-pause", "holder").clients(1), 1000, 7000);
        history.grant(1, 0x10, 0x10, 900);
        history.grant(2, 0x11, 0x11, 950);
        history.gone(0x10, 0x20, 5000);
        history.grant(3, 0x21, 0x21, 5010);
        history.stalls("worker-1", 1000, 7000)
                .state(1, SessionState.SUSPENDED, 7010)
                .doubts(1, 7020)
                .state(1, SessionState.EXPIRED, 7050);

        assertThat(kinds(history.ended(9000).checkNamed(LeasesCheck.NAME, "leases=2")))
                .containsExactly("too-many-believed?");
    }

    @Test
    void holders_that_never_doubted_although_nothing_excuses_one_are_a_violation() {
        LockHistoryBuilder history = LockHistoryBuilder.of(3);
        history.grant(1, 0x10, 0x10, 900);
        history.grant(2, 0x11, 0x11, 950);
        history.gone(0x10, 0x20, 5000);
        history.grant(3, 0x21, 0x21, 5010);
        history.state(1, SessionState.EXPIRED, 7000);

        assertThat(kinds(history.ended(9000).checkNamed(LeasesCheck.NAME, "leases=2")))
                .contains("too-many-believed!");
    }

    @Test
    void lease_with_the_znode_of_another_session_is_a_foreign_grant() {
        LockHistoryBuilder history = LockHistoryBuilder.of(1);
        history.grantIn(1, 0xc1, 0xf1, 0x10, 0x12, 100);
        history.gone(0x10, 0x20, 500);

        assertThat(kinds(history.ended(900).checkNamed(LeasesCheck.NAME, "leases=2")))
                .containsExactly("foreign-grant!");
    }

    @Test
    void invalid_number_of_leases_is_refused() {
        assertThatThrownBy(() -> LeasesCheck.of(LockHistoryBuilder.spec(LeasesCheck.NAME, "leases=0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expects a whole number above zero for leases, found \"0\"");
    }

    @Test
    @Tag("random")
    void excess_agrees_with_a_count_at_every_zxid() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 2_000; round++) {
            List<long[]> spans = new ArrayList<>();
            LockHistoryBuilder history = LockHistoryBuilder.of(6);
            int n = random.nextInt(1, 7);
            for (int c = 1; c <= n; c++) {
                long from = 0x10 + 8L * random.nextInt(8) + c; // distinct, because zxids are
                long to = from + 1 + 8L * random.nextInt(4);
                spans.add(new long[] {from, to});
                history.grant(c, from, from, 100 + from);
                history.invoked(c, LockHistoryBuilder.KEY, Release.EXCLUSIVE, 100 + from);
                history.gone(from, to, 1000 + to);
            }
            int leases = random.nextInt(1, 4);
            boolean expected = false;
            for (long z = 0; z < 0x100; z++) {
                long at = z;
                expected |= spans.stream().filter(s -> s[0] <= at && at < s[1]).count() > leases;
            }
            CheckResult result = history.ended(5000).checkNamed(LeasesCheck.NAME, "leases=" + leases);
            assertThat(kinds(result).contains("too-many-leases!"))
                    .as(
                            "round %s with %s leases: %s",
                            round,
                            leases,
                            spans.stream().map(java.util.Arrays::toString).toList())
                    .isEqualTo(expected);
        }
    }
}
