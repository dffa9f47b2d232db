package dev.stampede.checker.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.model.ObjectKinds;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ReadingOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryCallsTest {
    private static final RunHeader HEADER = new RunHeader(
            "r",
            "registers",
            "plain",
            1,
            "2026-01-01T00:00:00Z",
            "none",
            List.of(1),
            null,
            List.of(),
            null,
            List.of(),
            "",
            "",
            Map.of());

    private static List<? extends ObservedCall<?, ?>> calls(Outcome outcome, long zxid) {
        History history = History.builder(HEADER)
                .add(new Event.Invoked(0, 1, "write", "/a", "1", 10))
                .add(new Event.Completed(0, outcome, null, null, 7, 0, zxid, 20))
                .build();
        return HistoryCalls.read(ObjectKinds.named("register"), ReadingOptions.STRICT, history)
                .calls();
    }

    @Test
    void read_operation_that_completed_has_the_zxid_of_its_answer() {
        assertThat(calls(Outcome.OK, 0x1_0000_0005L))
                .singleElement()
                .extracting(ObservedCall::zxid)
                .isEqualTo(0x1_0000_0005L);
    }

    @Test
    void read_operation_of_unknown_outcome_has_no_zxid_since_it_may_take_effect_later() {
        assertThat(calls(Outcome.INDETERMINATE, 0x1_0000_0005L))
                .singleElement()
                .extracting(ObservedCall::zxid)
                .isEqualTo(ObservedCall.NO_ZXID);
    }
}
