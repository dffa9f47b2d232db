package dev.stampede.checker.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Histories;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UndisturbedTimeTest {
    private static final int END = 60;

    /** Computes a deadline step by step: the time passes except in pauses, and starts again after each disturbance. */
    @Test
    void done_by_random_disturbances_agrees_with_a_step_by_step_computation() {
        SplittableRandom random = new SplittableRandom(3);
        int done = 0;
        for (int round = 0; round < 3_000; round++) {
            List<Interval> connected = spans(random, 3, 25);
            List<Interval> waits = spans(random, 4, 6);
            UndisturbedTime undisturbed =
                    Analysis.of(history()).disturbances().connected(1, millis(connected), millis(waits), nanos(END));
            int from = random.nextInt(END);
            int length = 1 + random.nextInt(12);

            long expected = UndisturbedTime.NEVER;
            for (Interval stretch : connected) {
                int run = 0;
                for (long at = Math.max(from, stretch.fromNanos());
                        at < Math.min(END, stretch.toNanos()) && expected == UndisturbedTime.NEVER;
                        at++) {
                    long moment = at;
                    boolean waiting = waits.stream().anyMatch(w -> w.fromNanos() <= moment && moment < w.toNanos());
                    run += waiting ? 0 : 1;
                    expected = run == length ? nanos(at + 1) : UndisturbedTime.NEVER;
                }
            }
            done += expected == UndisturbedTime.NEVER ? 0 : 1;
            assertThat(undisturbed.doneBy(nanos(from), nanos(length)))
                    .as("round %d: %d for %d in %s with %s", round, from, length, connected, waits)
                    .isEqualTo(expected);
        }
        assertThat(done).isBetween(500, 2_900);
    }

    /** Disjoint intervals in chronological order, with gaps between them. */
    private static List<Interval> spans(SplittableRandom random, int most, int length) {
        List<Interval> spans = new ArrayList<>();
        long at = random.nextInt(5);
        for (int i = 0; i < most; i++) {
            long to = at + 1 + random.nextInt(length);
            spans.add(new Interval(at, to));
            at = to + 1 + random.nextInt(5);
        }
        return spans;
    }

    private static List<Interval> millis(List<Interval> spans) {
        return spans.stream()
                .map(s -> new Interval(nanos(s.fromNanos()), nanos(s.toNanos())))
                .toList();
    }

    private static long nanos(long millis) {
        return millis * 1_000_000L;
    }

    private static History history() {
        return Histories.of(new Event.Stalled("another-jvm", 0, nanos(END)));
    }
}
