package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.history.data.WatchInput.WatchKind.CHILDREN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A change of a child, and the time limit for a child watch on its parent. */
class DeliveryOfChildrenTest {
    private static final String A = "/w/a";

    @Test
    void deleted_child_must_reach_a_child_watch() {
        assertThat(WatchHistoryBuilder.of(2)
                        .sets("w1", CHILDREN, "/w", WatchHistoryBuilder.children(0x2, 0x2, 0, 0x5, 1), 0x5, 10)
                        .deletes(2, A, 0x6, 20, 30)
                        .until(4_031)
                        .kindsOfWatches())
                .containsExactly("event-missing!");
    }
}
