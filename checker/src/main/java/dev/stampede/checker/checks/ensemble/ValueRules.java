package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.SingleRequests;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.analysis.ZooKeeperCitations;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.history.data.ZnodeInput.Create;
import dev.stampede.checker.history.data.ZnodeInput.Multi;
import dev.stampede.checker.history.data.ZnodeInput.Raise;
import dev.stampede.checker.history.data.ZnodeInput.SetData;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether reads show what was written: the data of a znode, and the number of children. Only operations that are single requests
 * count, because only ZooKeeper can have changed what they show. Not thread-safe; O(n) in operations and attempts.
 *
 * <ul>
 *   <li>{@code two-values}: a znode has one value at one mzxid, for all readers and for the writer.
 *   <li>{@code unknown-data}: a value that is read was written by an operation that may have succeeded. A znode is not judged if
 *       other requests than those of its operations wrote it.
 *   <li>{@code children-differ}: a list of children has as many entries as its own Stat counts.
 * </ul>
 */
final class ValueRules {
    private record Version(String key, long mzxid) {}

    /** The data of a version, and the first operation that read or wrote it. */
    private record Value(String data, Operation by) {}

    private final History history;
    private final SingleRequests single;
    private final AnomalyCollector findings;
    private final BudgetGuard guard;
    private final Map<Version, Value> values = new HashMap<>();
    private final Map<String, Set<String>> written = new HashMap<>();
    private final Set<String> writtenOtherwise = new HashSet<>();
    private final Set<String> reported = new HashSet<>();

    ValueRules(History history, AnomalyCollector findings, BudgetGuard guard) {
        this.guard = guard;
        this.history = history;
        this.single = Analysis.of(history).singleRequests();
        this.findings = findings;
    }

    void judge() {
        for (Operation o : guard.each(history.operations(Create.class, SetData.class, Raise.class, Multi.class))) {
            String data = data(o);
            String key = o.key();
            if (data != null && key != null && o.outcome() != Outcome.FAILED) {
                written.computeIfAbsent(key, k -> new HashSet<>()).add(data);
            }
        }
        if (written.isEmpty()) {
            return;
        }
        guard.each(history.attempts(ValueRules::showsOrWrites)).forEach(this::gather);
        guard.each(history.operations(ZnodeInput.Read.class)).forEach(this::read);
    }

    private static boolean showsOrWrites(Opcode opcode) {
        return opcode.creates() || opcode == Opcode.SET_DATA || opcode == Opcode.GET_CHILDREN;
    }

    /** The data that an operation writes, null if it writes none. */
    private static @Nullable String data(Operation o) {
        OperationInput input = o.input();
        if (input instanceof Create create) {
            return create.data();
        } else if (input instanceof SetData set) {
            return set.data();
        } else if (input instanceof Raise raise) {
            return raise.data();
        }
        return input instanceof Multi multi ? multi.tag() : null;
    }

    private void gather(Attempt a) {
        ZnodeStat stat = a.stat();
        String path = a.path();
        boolean writes = a.opcode().creates() || a.opcode() == Opcode.SET_DATA;
        if (path == null) {
            return;
        }
        Operation o = a.operation() < 0 ? null : history.operations().get(a.operation());
        if (writes && ZnodeTimeline.mayHaveHappened(a.code())) {
            String data = o == null ? null : data(o);
            if (o == null || !path.equals(o.key()) || data == null) {
                writtenOtherwise.add(path);
            } else if (stat != null && a.code() == ResultCode.OK && single.contains(o.number())) {
                values.putIfAbsent(new Version(path, stat.mzxid()), new Value(data, o));
            }
        }
        if (o != null
                && stat != null
                && a.opcode() == Opcode.GET_CHILDREN
                && o.input() instanceof ZnodeInput.CountChildren
                && o.output() instanceof OperationOutput.WholeNumber listed
                && single.contains(o.number())) {
            children(o, path, stat, listed.value());
        }
    }

    private void children(Operation o, String path, ZnodeStat stat, long listed) {
        if (listed != stat.children()) {
            report(
                    "children-differ",
                    path,
                    "client " + o.client() + " was answered with " + listed + " children of " + path + " at "
                            + seconds(o.completedNanos()) + ", and with a Stat of " + stat.children(),
                    o,
                    o);
        }
    }

    private void read(Operation o) {
        boolean read = o.input() instanceof ZnodeInput.Read asked && asked.kind() != ZnodeInput.ReadKind.EXISTS;
        ZnodeState state = o.output() instanceof OperationOutput.Shown shown ? shown.state() : null;
        String key = o.key();
        if (!read || state == null || key == null || o.outcome() != Outcome.OK || !single.contains(o.number())) {
            return;
        }
        Value value = values.putIfAbsent(new Version(key, state.mzxid()), new Value(state.data(), o));
        if (value != null && !value.data().equals(state.data())) {
            report(
                    "two-values",
                    key,
                    "client " + o.client() + " read " + state.data() + " of " + key + " at mzxid " + hex(state.mzxid())
                            + ", at which client " + value.by().client()
                            + (data(value.by()) == null ? " read " : " wrote ") + value.data(),
                    value.by(),
                    o);
        } else if (value == null && !mayHaveBeenWritten(key, state.data())) {
            report(
                    "unknown-data",
                    key,
                    "client " + o.client() + " read " + state.data() + " of " + key + " at mzxid " + hex(state.mzxid())
                            + ", which no client wrote to it",
                    o,
                    o);
        }
    }

    private boolean mayHaveBeenWritten(String key, String data) {
        String parent = ZnodeTimeline.parent(key);
        return writtenOtherwise.contains(key)
                || !written.containsKey(key)
                || written.getOrDefault(key, Set.of()).contains(data)
                || written.getOrDefault(parent, Set.of()).contains(data);
    }

    private void report(String kind, String key, String headline, Operation one, Operation two) {
        if (reported.add(kind + key)) {
            findings.add(
                    kind,
                    headline,
                    Blame.ZOOKEEPER,
                    new Extent(
                            Math.min(one.invokedNanos(), two.invokedNanos()),
                            two.completedNanos(),
                            new TreeSet<>(List.of(one.client(), two.client())),
                            List.of(one.number(), two.number())),
                    ZooKeeperCitations.RELIABILITY);
        }
    }
}
