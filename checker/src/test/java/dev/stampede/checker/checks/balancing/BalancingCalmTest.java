package dev.stampede.checker.checks.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.checks.balancing.BalancingCalm.Span;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BalancingCalmTest {
    private static final int END = 60;

    /** Millisecond by millisecond: the time runs where nothing pauses, and begins anew where it is not left alone. */
    @Test
    void done_by_random_disturbances_agrees_with_a_look_at_each_moment() {
        SplittableRandom random = new SplittableRandom(3);
        int done = 0;
        for (int round = 0; round < 3_000; round++) {
            List<Span> connected = spans(random, 3, 25);
            List<Span> waits = spans(random, 4, 6);
            BalancingCalm calm =
                    BalancingCalm.ofConnected(history(), 1, "harness", millis(connected), millis(waits), nanos(END));
            int from = random.nextInt(END);
            int length = 1 + random.nextInt(12);

            long expected = BalancingCalm.NEVER;
            for (Span stretch : connected) {
                int run = 0;
                for (long at = Math.max(from, stretch.fromNanos());
                        at < Math.min(END, stretch.toNanos()) && expected == BalancingCalm.NEVER;
                        at++) {
                    long moment = at;
                    boolean waiting = waits.stream().anyMatch(w -> w.fromNanos() <= moment && moment < w.toNanos());
                    run += waiting ? 0 : 1;
                    expected = run == length ? nanos(at + 1) : BalancingCalm.NEVER;
                }
            }
            done += expected == BalancingCalm.NEVER ? 0 : 1;
            assertThat(calm.doneBy(nanos(from), nanos(length)))
                    .as("round %d: %d for %d in %s with %s", round, from, length, connected, waits)
                    .isEqualTo(expected);
        }
        assertThat(done).isBetween(500, 2_900);
    }

    /** Disjoint, in order, with a gap between. */
    private static List<Span> spans(SplittableRandom random, int most, int length) {
        List<Span> spans = new ArrayList<>();
        long at = random.nextInt(5);
        for (int i = 0; i < most; i++) {
            long to = at + 1 + random.nextInt(length);
            spans.add(new Span(at, to));
            at = to + 1 + random.nextInt(5);
        }
        return spans;
    }

    private static List<Span> millis(List<Span> spans) {
        return spans.stream()
                .map(s -> new Span(nanos(s.fromNanos()), nanos(s.toNanos())))
                .toList();
    }

    private static long nanos(long millis) {
        return millis * 1_000_000L;
    }

    private static History history() {
        return BalancingTale.begin()
                .add(new Event.Stalled("another-jvm", 0, nanos(END)))
                .history();
    }
}
