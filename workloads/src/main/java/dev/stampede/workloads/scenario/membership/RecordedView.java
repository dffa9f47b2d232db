package dev.stampede.workloads.scenario.membership;

import dev.stampede.checker.history.data.GroupInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.workloads.client.Recorder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Records what a client takes for the members of a group, whenever this changes. Not thread-safe. */
public final class RecordedView {
    private final Recorder recorder;
    private final String group;
    private @Nullable Map<String, String> recorded;

    RecordedView(Recorder recorder, String group) {
        this.recorder = recorder;
        this.group = group;
    }

    /** The present view: data by id; empty if there is none. */
    public Map<String, String> current() {
        Map<String, String> now = recorded;
        return now == null ? Map.of() : now;
    }

    /** Records the view that the client has now, if it has changed. */
    public void record(Map<String, String> dataById) {
        if (!dataById.equals(recorded)) {
            adopt(begin(), dataById);
        }
    }

    /** Records that the client begins to read the group. */
    public Recorder.Op begin() {
        return recorder.invoke(group, new GroupInput.ListMembers());
    }

    /** Records the view that the client began to read with this operation. */
    public void adopt(Recorder.Op op, Map<String, String> dataById) {
        recorded = new TreeMap<>(dataById);
        op.ok(new OperationOutput.Members(dataById));
    }

    /** Records that the client has no view any more. */
    public void close() {
        if (recorded != null) {
            recorded = null;
            recorder.invoke(group, new GroupInput.CloseView()).ok();
        }
    }
}
