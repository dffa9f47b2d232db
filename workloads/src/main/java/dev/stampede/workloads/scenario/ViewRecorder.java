package dev.stampede.workloads.scenario;

import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeState;
import dev.stampede.workloads.client.Recorder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records the state that a client's code uses, as an operation {@code view}, whenever the state changes.
 *
 * <p>Safe to use from several threads. The state is read under the lock of this object, so that the states are recorded
 * in the order in which the client used them.
 */
public final class ViewRecorder {
    private final Recorder recorder;
    private final Map<String, Optional<ZnodeState>> recorded = new HashMap<>();

    public ViewRecorder(Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * Records the state that the client uses now, if it has changed. The absence of a key is recorded only after its
     * presence.
     */
    public synchronized void record(String key, Supplier<@Nullable ZnodeState> current) {
        Optional<ZnodeState> now = Optional.ofNullable(current.get());
        Optional<ZnodeState> before = recorded.get(key);
        boolean changed = before == null ? now.isPresent() : !same(before, now);
        if (changed) {
            recorded.put(key, now);
            recorder.invoke(key, new ZnodeInput.ViewChange()).ok(new OperationOutput.Shown(now.orElse(null)));
        }
    }

    private static boolean same(Optional<ZnodeState> one, Optional<ZnodeState> two) {
        return one.map(ZnodeState::mzxid).equals(two.map(ZnodeState::mzxid));
    }
}
