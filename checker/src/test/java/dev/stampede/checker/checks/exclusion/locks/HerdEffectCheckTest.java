package dev.stampede.checker.checks.exclusion.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.registry.Checks;
import dev.stampede.checker.testing.Reply;
import org.junit.jupiter.api.Test;

/** The cost of a release. */
class HerdEffectCheckTest {
    private static LockHistoryBuilder history(String first, String second) {
        LockHistoryBuilder history = LockHistoryBuilder.of(2);
        for (int c = 1; c <= 2; c++) {
            int op = history.invoked(c, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 100L * c);
            history.attempt(
                    c,
                    op,
                    LockHistoryBuilder.session(c),
                    Opcode.GET_CHILDREN,
                    LockHistoryBuilder.KEY,
                    Reply.ok(0x10),
                    100L * c + 9,
                    100L * c + 10);
            history.completed(
                    op,
                    Outcome.OK,
                    c == 1 ? first : second,
                    null,
                    LockHistoryBuilder.session(c),
                    0x10L + c,
                    0x10,
                    100L * c + 20);
            history.release(c, 0x10L + c, 0x20L + c, 100L * c + 30);
        }
        return history.ended(900);
    }

    @Test
    void watch_events_per_release_and_requests_per_grant_are_reported() {
        CheckResult result = history("woken 1", "woken 4").checkNamed(HerdEffectCheck.NAME);

        assertThat(result.scope())
                .isEqualTo("2 grants, 2 releases; 5 watch events, 2.50 per release; 1.00 requests per grant");
        assertThat(result.anomalies()).isEmpty();
    }

    @Test
    void variant_that_does_not_count_its_watch_events_is_reported_as_such() {
        assertThat(history(null, null).checkNamed(HerdEffectCheck.NAME).scope())
                .contains(
                        "children read again 0 times, 0.00 per release (this variant does not count its watch events)");
    }

    @Test
    void picture_shows_which_client_waited_when() {
        var tracks = Checks.of(HerdEffectCheck.NAME).picture(history(null, null).history());

        assertThat(tracks).singleElement().satisfies(track -> {
            assertThat(track.name()).isEqualTo("Waiters");
            assertThat(track.lanes()).extracting("name").containsExactly("client 1", "client 2");
            assertThat(track.lanes().get(0).spans()).singleElement().satisfies(span -> {
                assertThat(span.fromNanos()).isEqualTo(LockHistoryBuilder.nanos(100));
                assertThat(span.atNanos()).isEqualTo(LockHistoryBuilder.nanos(120));
            });
        });
    }
}
