package dev.stampede.checker.linearizability.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventOrderTest {
    private static ObservedCall<String, String> call(long from, long to) {
        return ObservedCall.certain(0, 0, "", "", "", from, to);
    }

    @Test
    void of_events_at_equal_times_calls_come_before_returns() {
        assertThat(order(call(5, 9), call(0, 5), call(5, 5))).containsExactly(1, 0, 2, ~1, ~2, ~0);
    }

    @Test
    void of_operation_that_never_returns_has_no_return() {
        assertThat(order(ObservedCall.possible(0, 0, "", "", -3), call(-4, -2))).containsExactly(1, 0, ~1);
    }

    @Test
    void of_times_that_are_far_apart_keeps_their_order() {
        assertThat(order(
                        call(Long.MAX_VALUE - 9, Long.MAX_VALUE - 1),
                        call(Long.MIN_VALUE, Long.MAX_VALUE - 9),
                        call(-1, 0)))
                .containsExactly(1, 2, ~2, 0, ~1, ~0);
    }

    @Test
    void of_no_calls_is_empty() {
        assertThat(order()).isEmpty();
    }

    /**
     * Nearly in order, in random and in reverse order; with many and with few equal times; shorter and longer than a
     * block.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 64, 65, 100, 257, 1_000})
    void of_any_times_is_what_sorting_events_gives(int operations) {
        SplittableRandom random = new SplittableRandom(operations);
        for (int range : new int[] {1, 3, operations, 1_000_000}) {
            for (int pace : new int[] {-2, 0, 1, 50}) {
                ObservedCall<?, ?>[] calls = new ObservedCall<?, ?>[operations];
                for (int i = 0; i < operations; i++) {
                    long from = (long) pace * i + random.nextInt(range);
                    calls[i] = random.nextInt(8) == 0
                            ? ObservedCall.possible(i, 0, "", "", from)
                            : call(from, from + random.nextInt(range));
                }
                assertThat(EventOrder.of(calls).events()).isEqualTo(sorted(calls));
            }
        }
    }

    private static int[] order(ObservedCall<?, ?>... calls) {
        return EventOrder.of(calls).events();
    }

    private static int[] sorted(ObservedCall<?, ?>[] calls) {
        List<Integer> events = new ArrayList<>();
        for (int i = 0; i < calls.length; i++) {
            events.add(i);
        }
        for (int i = 0; i < calls.length; i++) {
            if (calls[i].returned() != ObservedCall.NEVER) {
                events.add(~i);
            }
        }
        events.sort(Comparator.comparingLong(event -> event >= 0 ? calls[event].called() : calls[~event].returned()));
        return events.stream().mapToInt(Integer::intValue).toArray();
    }
}
