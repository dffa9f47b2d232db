package dev.stampede.checker.tamper;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.WatchInput;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Raises all zxids of a history above a limit by one amount, also those in the inputs and outputs of operations. */
final class ZxidShift {
    private static final Set<String> ZXIDS =
            Set.of("zxid", "replyZxid", "afterZxid", "token", "highestToken", "czxid", "mzxid", "pzxid");

    private final long above;
    private final long by;

    ZxidShift(long above, long by) {
        this.above = above;
        this.by = by;
    }

    void apply(HistoryEdit edit) {
        Map<Integer, OperationInput> inputs = new HashMap<>();
        edit.recording().operations().forEach(o -> inputs.put(o.invoked().operation(), o.input()));
        edit.each(event -> {
            Event shifted = (Event) RecordCopy.map((Record & Event) event, this::component);
            if (shifted instanceof Event.Invoked e) {
                return RecordCopy.with(e, "argument", input(e.input()).argument());
            } else if (shifted instanceof Event.Completed e && e.result() != null) {
                OperationInput input = inputs.get(e.operation());
                return input == null
                        ? e
                        : RecordCopy.with(
                                e, "result", output(input.output(e.result())).text());
            }
            return shifted;
        });
    }

    private @Nullable Object component(String name, @Nullable Object value) {
        if (value instanceof ZnodeStat stat) {
            return RecordCopy.map(stat, this::component);
        }
        return ZXIDS.contains(name) && value instanceof Long zxid ? Long.valueOf(of(zxid)) : value;
    }

    private long of(long zxid) {
        return zxid > 0 && zxid > above ? zxid + by : zxid;
    }

    private OperationInput input(OperationInput input) {
        if (input instanceof NameInput.Change
                || input instanceof NameInput.Replace
                || input instanceof NameInput.Unregister
                || input instanceof ZnodeInput.Notified
                || input instanceof WatchInput.Triggered) {
            return (OperationInput) RecordCopy.map((Record & OperationInput) input, this::component);
        }
        return input;
    }

    private OperationOutput output(OperationOutput output) {
        if (output instanceof OperationOutput.Shown shown && shown.state() != null) {
            return new OperationOutput.Shown(state(shown.state()));
        } else if (output instanceof OperationOutput.ShownTogether together) {
            return new OperationOutput.ShownTogether(
                    together.states().stream().map(this::state).toList());
        }
        return output;
    }

    private ZnodeState state(ZnodeState state) {
        return RecordCopy.map(state, this::component);
    }
}
