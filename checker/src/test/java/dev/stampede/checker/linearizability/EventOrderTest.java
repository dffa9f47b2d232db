package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.model.ObservedCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventOrderTest {
    private static ObservedCall<String, String> call(long from, long to) {
        return ObservedCall.certain(0, 0, "", "", "", from, to);
    }

    @Test
    void of_events_at_equal_times_calls_come_before_returns() {
        assertThat(EventOrder.of(List.of(call(5, 9), call(0, 5), call(5, 5)))).containsExactly(1, 0, 2, ~1, ~2, ~0);
    }

    @Test
    void of_operation_that_never_returns_has_no_return() {
        assertThat(EventOrder.of(List.of(ObservedCall.possible(0, 0, "", "", -3), call(-4, -2))))
                .containsExactly(1, 0, ~1);
    }

    @Test
    void of_times_that_are_far_apart_keeps_their_order() {
        assertThat(EventOrder.of(List.of(
                        call(Long.MAX_VALUE - 9, Long.MAX_VALUE - 1),
                        call(Long.MIN_VALUE, Long.MAX_VALUE - 9),
                        call(-1, 0))))
                .containsExactly(1, 2, ~2, 0, ~1, ~0);
    }

    @Test
    void of_nothing_is_nothing() {
        assertThat(EventOrder.of(List.<ObservedCall<String, String>>of())).isEmpty();
    }
}
