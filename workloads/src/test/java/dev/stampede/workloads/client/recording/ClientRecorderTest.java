package dev.stampede.workloads.client.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.client.host.StallMeter;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;

class ClientRecorderTest {

    private final List<Event> events = new ArrayList<>();
    private final ClientRecorder recorder = new ClientRecorder(3, events::add);

    @Test
    void operation_completes_once() {
        Recorder.Op op = recorder.invoke("write", "k", "1");
        op.ok("done");
        op.failed("too late");
        op.threw(new IllegalStateException());

        assertThat(events).hasSize(2);
        assertThat((Event.Completed) events.get(1))
                .satisfies(done -> assertThat(done.outcome()).isEqualTo(Outcome.OK))
                .satisfies(done -> assertThat(done.result()).isEqualTo("done"));
    }

    @Test
    void operation_that_threw_has_its_code_as_error() {
        recorder.invoke("write", "k", "1").threw(new KeeperException.ConnectionLossException());

        Event.Completed done = (Event.Completed) events.get(1);
        assertThat(done.outcome()).isEqualTo(Outcome.INDETERMINATE);
        assertThat(done.error()).isEqualTo("CONNECTIONLOSS");
    }

    @Test
    void too_many_open_operations_are_refused() {
        for (int i = 0; i < 16; i++) {
            recorder.invoke("write", null, null);
        }
        assertThatThrownBy(() -> recorder.invoke("write", null, null))
                .hasMessageContaining("expected at most 16 operations to be open")
                .hasMessageContaining("complete every operation");
    }

    @Test
    void belief_lasts_from_believes_to_the_invocation_of_the_release() {
        recorder.believes("k", 1);
        assertThat(recorder.holds()).isTrue();
        recorder.doubts("other", "no");
        assertThat(recorder.holds()).isTrue();
        recorder.invoke("k", LockInput.Release.EXCLUSIVE);
        assertThat(recorder.holds()).isFalse();
    }

    @Test
    void belief_follows_samples() {
        recorder.invoke("k", new LockInput.SampleLeadership()).ok(new OperationOutput.Leadership(true), 5);
        assertThat(recorder.holds()).isTrue();
        recorder.invoke("k", new LockInput.SampleLeadership()).ok(new OperationOutput.Leadership(false));
        assertThat(recorder.holds()).isFalse();
    }

    @Test
    void stall_is_a_delay_of_the_tick_above_the_limit() {
        List<Long> stalls = new ArrayList<>();
        StallMeter.ran(0, 59_000_000, (from, to) -> stalls.add(to - from));
        assertThat(stalls).isEmpty();
        StallMeter.ran(0, 110_000_000, (from, to) -> stalls.add(to - from));
        assertThat(stalls).containsExactly(100_000_000L);
    }
}
