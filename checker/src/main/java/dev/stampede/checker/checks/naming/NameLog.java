package dev.stampede.checker.checks.naming;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.checks.naming.NameWrite.Kind;
import dev.stampede.checker.checks.naming.ReadObservation.Shown;
import dev.stampede.checker.checks.naming.ReadObservation.Strength;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The writes and reads of one name, from its operations and from the Stats of their attempts. Not thread-safe
 * while it is built; immutable afterwards.
 */
final class NameLog {
    private final String name;
    private final List<NameWrite> writes = new ArrayList<>();
    private final List<ReadObservation> reads = new ArrayList<>();
    /** The states that were written or read, by mzxid. */
    private final NavigableMap<Long, State> states = new TreeMap<>();
    /** The operations whose request for the name a member answered with NoNode. */
    private final Set<Integer> absent;

    private NameLog(String name, Set<Integer> absent) {
        this.name = name;
        this.absent = absent;
    }

    /** Whether a read shows the response of a member to its own request, and not a value that a recipe had cached. */
    boolean direct(ReadObservation read) {
        return read.shown() == Shown.STATE
                || (read.shown() == Shown.ABSENT
                        && absent.contains(read.operation().number()));
    }

    /**
     * A state of the name.
     *
     * @param czxid the czxid of the znode, 0 if unknown
     */
    record State(long mzxid, long czxid, @Nullable String uri) {}

    String name() {
        return name;
    }

    List<NameWrite> writes() {
        return writes;
    }

    List<ReadObservation> reads() {
        return reads;
    }

    NavigableMap<Long, State> states() {
        return states;
    }

    /** The logs of all names, in the order in which the history mentions them. */
    static List<NameLog> of(History history, BudgetGuard guard) {
        Set<Integer> absent = new HashSet<>();
        Map<Integer, ZnodeStat> stats = stats(history, absent, guard);
        Map<String, NameLog> logs = new LinkedHashMap<>();
        for (Operation o : guard.each(history.operations(NameInput.class))) {
            Kind kind = kind(o.input());
            Strength strength = strength(o.input());
            String key = o.key();
            if (key == null || (kind == null && strength == null)) {
                continue;
            }
            NameLog log = logs.computeIfAbsent(key, name -> new NameLog(name, absent));
            @Nullable ZnodeStat stat = stats.get(o.number());
            if (kind != null) {
                log.write(o, kind, stat);
            } else if (strength != null && o.outcome() == Outcome.OK) {
                log.read(o, strength, stat);
            }
        }
        logs.values().forEach(NameLog::mergeStates);
        return List.copyOf(logs.values());
    }

    /**
     * The last Stat of the named znode in a response to each operation: from a request of the operation's own kind,
     * otherwise, for a write, from another request. Background requests of a recipe are recorded under the operation
     * that its client has open.
     *
     * @param absent receives the operations that a member answered with NoNode
     */
    private static Map<Integer, ZnodeStat> stats(History history, Set<Integer> absent, BudgetGuard guard) {
        Map<Integer, Operation> operations = new HashMap<>();
        for (Operation o : guard.each(history.operations(NameInput.class))) {
            if (o.key() != null && (kind(o.input()) != null || strength(o.input()) != null)) {
                operations.put(o.number(), o);
            }
        }
        Map<Integer, ZnodeStat> stats = new HashMap<>();
        Map<Integer, ZnodeStat> others = new HashMap<>();
        for (Attempt a : guard.each(history.attempts())) {
            @Nullable Operation o = operations.get(a.operation());
            boolean reads = a.opcode() == Opcode.GET_DATA || a.opcode() == Opcode.EXISTS;
            if (o != null
                    && reads
                    && a.code() == ResultCode.NONODE
                    && String.valueOf(o.key()).equals(a.path())) {
                absent.add(o.number());
            }
            if (o != null
                    && a.code() == ResultCode.OK
                    && a.stat() != null
                    && String.valueOf(o.key()).equals(a.path())) {
                (asksFor(o.input(), a.opcode()) ? stats : others).put(o.number(), a.stat());
            }
        }
        others.forEach((operation, stat) -> {
            Operation o = operations.get(operation);
            if (o != null && kind(o.input()) != null) {
                stats.putIfAbsent(operation, stat);
            }
        });
        return stats;
    }

    private static boolean asksFor(OperationInput input, Opcode opcode) {
        @Nullable Kind kind = kind(input);
        if (kind == null) {
            return opcode == Opcode.GET_DATA;
        }
        return kind == Kind.CHANGE ? opcode == Opcode.SET_DATA : opcode.creates();
    }

    private static @Nullable Kind kind(OperationInput input) {
        if (input instanceof NameInput.Register) {
            return Kind.REGISTER;
        } else if (input instanceof NameInput.Change) {
            return Kind.CHANGE;
        } else if (input instanceof NameInput.Replace) {
            return Kind.REPLACE;
        } else if (input instanceof NameInput.Put) {
            return Kind.PUT;
        }
        return input instanceof NameInput.Unregister ? Kind.UNREGISTER : null;
    }

    private static @Nullable Strength strength(OperationInput input) {
        if (!(input instanceof NameInput.LookUp lookUp)) {
            return null;
        }
        return switch (lookUp.kind()) {
            case PLAIN -> Strength.PLAIN;
            case SYNCED -> Strength.SYNCED;
            case STRICT -> Strength.STRICT;
        };
    }

    private void write(Operation o, Kind kind, @Nullable ZnodeStat stat) {
        if (o.outcome() == Outcome.FAILED && o.completed()) {
            addRefusal(o, kind);
            return;
        }
        boolean answered = o.outcome() == Outcome.OK;
        boolean removed = kind == Kind.UNREGISTER;
        NameInput input = (NameInput) o.input();
        @Nullable ZnodeStat written = answered && !removed ? stat : null;
        long maxZxid = answered && o.zxid() > 0 ? o.zxid() : NameWrite.UNBOUNDED;
        writes.add(new NameWrite(
                o,
                kind,
                input.address(),
                input.afterZxid(),
                written == null ? 0 : written.mzxid(),
                written == null ? 0 : written.czxid(),
                written == null ? maxZxid : written.mzxid()));
    }

    /** Adds what the refusal of a write shows about the existing state. */
    private void addRefusal(Operation o, Kind kind) {
        ResultCode code = o.errorCode();
        if (kind == Kind.PUT) {
            return;
        }
        if (code == ResultCode.NONODE) {
            reads.add(new ReadObservation(o, Shown.ABSENT, Strength.STRICT, null, 0, 0));
        } else if (code == ResultCode.NODEEXISTS || code == ResultCode.BADVERSION) {
            reads.add(new ReadObservation(o, Shown.SOME, Strength.STRICT, null, 0, 0));
        }
    }

    private void read(Operation o, Strength strength, @Nullable ZnodeStat stat) {
        String address = o.output() instanceof OperationOutput.Found found ? found.address() : null;
        if (address == null) {
            reads.add(new ReadObservation(o, Shown.ABSENT, strength, null, 0, 0));
        } else if (stat == null) {
            reads.add(new ReadObservation(o, Shown.SOME, strength, address, 0, 0));
        } else {
            reads.add(new ReadObservation(o, Shown.STATE, strength, address, stat.mzxid(), stat.czxid()));
        }
    }

    /** Merges the states, and determines the zxids of writes with lost responses from what readers saw. */
    private void mergeStates() {
        Map<String, Long> shown = new HashMap<>();
        for (ReadObservation read : reads) {
            if (read.shown() == Shown.STATE && read.uri() != null) {
                states.putIfAbsent(read.mzxid(), new State(read.mzxid(), read.czxid(), read.uri()));
                shown.merge(read.uri(), read.mzxid(), Math::min);
            }
        }
        for (int i = 0; i < writes.size(); i++) {
            NameWrite w = writes.get(i);
            Long mzxid = w.uri() == null ? null : shown.get(w.uri());
            if (w.zxid() == 0 && mzxid != null && w.kind() != Kind.PUT) {
                writes.set(i, w.seenAt(mzxid));
            }
            if (writes.get(i).zxid() != 0) {
                NameWrite known = writes.get(i);
                states.putIfAbsent(known.zxid(), new State(known.zxid(), known.czxid(), known.uri()));
            }
        }
    }
}
