package dev.stampede.checker.analysis;

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
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.data.ZnodeState;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes operations that are one ZooKeeper request each from those for which a recipe or a client library sends
 * several requests: only ZooKeeper can be at fault for an anomaly of single requests. Immutable; O(n) in operations and
 * attempts.
 *
 * <p>An operation is a single request under four conditions. Exactly one request was sent for it, apart from syncs. The
 * request has the opcode and the path of the operation. The request ran in the session of the operation. The response
 * agrees with the result of the operation: the version after a conditional set, or the state that a read returned. A
 * raw client ({@link dev.stampede.checker.history.data.RunHeader#rawRequests}) sends the version of an operation
 * unchanged, so the version of its set is not compared. The response to a delete has no version, so a delete with a
 * version is a single request only if a raw client sent it. The conditions on session and response apply only to
 * operations that succeeded. An operation for which no request was sent is treated as a single request, unless its
 * outcome is OK.
 */
public final class SingleRequests {
    private final BitSet single = new BitSet();
    private final boolean raw;

    SingleRequests(History history) {
        List<Operation> operations = history.operations();
        raw = history.header().rawRequests();
        BitSet sent = new BitSet(operations.size());
        single.set(0, operations.size());
        for (Attempt a : history.attempts()) {
            int number = a.operation();
            if (a.opcode() != Opcode.SYNC && number >= 0 && number < operations.size() && single.get(number)) {
                single.set(number, !sent.get(number) && isRequestOf(operations.get(number), a));
                sent.set(number);
            }
        }
        for (int number = sent.nextClearBit(0); number < operations.size(); number = sent.nextClearBit(number + 1)) {
            single.set(number, operations.get(number).outcome() != Outcome.OK);
        }
    }

    /** Whether an operation is a single request. */
    public boolean contains(int operation) {
        return single.get(operation);
    }

    /**
     * The layer at fault for an anomaly of these operations: ZooKeeper if all are single requests, otherwise the
     * recipe.
     */
    public Blame blame(Collection<Integer> operations) {
        return operations.stream().allMatch(this::contains) ? Blame.ZOOKEEPER : Blame.RECIPE;
    }

    private boolean isRequestOf(Operation operation, Attempt a) {
        OperationInput input = operation.input();
        boolean ownSession = operation.session() == 0 || a.session() == operation.session();
        return a.opcode() == opcode(input)
                && (a.opcode().multi() || samePath(operation, input, a.path()))
                && (ownSession || operation.outcome() != Outcome.OK)
                && (operation.outcome() != Outcome.OK
                        || (a.code() == ResultCode.OK && agrees(operation, input, a.stat())));
    }

    private static boolean samePath(Operation operation, OperationInput input, @Nullable String path) {
        String key = operation.key();
        boolean sequential = input instanceof ZnodeInput.CreateSequential;
        return key != null && path != null && (sequential ? path.startsWith(key + "/") : path.equals(key));
    }

    private static @Nullable Opcode opcode(OperationInput input) {
        if (input instanceof ZnodeInput.Read read) {
            return read.kind() == ZnodeInput.ReadKind.EXISTS ? Opcode.EXISTS : Opcode.GET_DATA;
        } else if (input instanceof ZnodeInput.Create || input instanceof ZnodeInput.CreateSequential) {
            return Opcode.CREATE;
        } else if (input instanceof ZnodeInput.SetData || input instanceof ZnodeInput.Raise) {
            return Opcode.SET_DATA;
        } else if (input instanceof ZnodeInput.Delete) {
            return Opcode.DELETE;
        } else if (input instanceof ZnodeInput.Multi) {
            return Opcode.MULTI;
        } else if (input instanceof ZnodeInput.Snapshot) {
            return Opcode.MULTI_READ;
        }
        return input instanceof ZnodeInput.CountChildren ? Opcode.GET_CHILDREN : null;
    }

    /** Whether the response shows that the request had the version of the operation, and returned the same state. */
    private boolean agrees(Operation operation, OperationInput input, @Nullable ZnodeStat stat) {
        if (input instanceof ZnodeInput.Delete delete && delete.version() >= 0) {
            return raw;
        } else if (stat == null || (raw && input instanceof ZnodeInput.SetData)) {
            return true;
        } else if (input instanceof ZnodeInput.SetData set && set.version() >= 0) {
            return stat.version() == set.version() + 1;
        } else if (operation.output() instanceof OperationOutput.Shown shown) {
            ZnodeState state = shown.state();
            return state != null && state.mzxid() == stat.mzxid() && state.version() == stat.version();
        }
        return true;
    }
}
