package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ZnodeInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the transaction logs prove about indeterminate operations, from the {@link WriteSettlements} of their requests.
 *
 * <p>An operation had no effect if none of its writes was applied. It took effect at a zxid if it is the write of one
 * znode or one multi ({@link ZnodeInput}), and one of its requests was applied at this zxid, and no other was. It stays
 * open if the history may lack requests of its client, or if its client wrote to the same path outside of any
 * operation: a library may repeat a request in the background. Immutable; O(n log n) in attempts.
 */
public final class OperationSettlements {
    private static final Settlement OPEN = new Settlement.Open("its requests are not all settled");

    private record ClientPath(int client, @Nullable String path) {}

    private final WriteSettlements settlements;
    private final Map<Integer, List<Attempt>> writes = new HashMap<>();
    private final Set<ClientPath> background = new HashSet<>();
    private final List<Attempt> newer = new ArrayList<>();

    OperationSettlements(History history, WriteSettlements settlements) {
        this.settlements = settlements;
        if (settlements.withoutLogs()) {
            return;
        }
        Set<Integer> indeterminate = new HashSet<>();
        for (Operation operation : history.operations()) {
            if (operation.outcome() == Outcome.INDETERMINATE) {
                indeterminate.add(operation.number());
            }
        }
        for (Attempt a : history.attempts(Opcode::writes)) {
            if (a.operation() < 0) {
                background.add(new ClientPath(a.client(), a.path()));
            } else if (indeterminate.contains(a.operation())) {
                writes.computeIfAbsent(a.operation(), o -> new ArrayList<>()).add(a);
            }
        }
        if (!indeterminate.isEmpty()) {
            findNewer(history);
        }
    }

    /** Keeps the answers that show a larger zxid than all before, in the order of time. */
    private void findNewer(History history) {
        List<Attempt> answered = new ArrayList<>();
        for (Attempt a : history.attempts()) {
            if (a.answeredNanos() != Operation.OPEN && a.zxid() > 0) {
                answered.add(a);
            }
        }
        answered.sort(Comparator.comparingLong(Attempt::answeredNanos));
        for (Attempt a : answered) {
            if (newer.isEmpty() || a.zxid() > newer.get(newer.size() - 1).zxid()) {
                newer.add(a);
            }
        }
    }

    /**
     * The latest time at which the transaction of a zxid took effect: the first answer to any client that shows this or
     * a larger zxid. {@link Operation#OPEN} if there is none.
     */
    public long effectiveBy(long zxid) {
        int first = SortedSearch.firstAtOrAfter(newer.size(), i -> newer.get(i).zxid(), zxid);
        return first == newer.size() ? Operation.OPEN : newer.get(first).answeredNanos();
    }

    /** What the logs prove about an operation; open for each operation that is not indeterminate. */
    public Settlement of(Operation operation) {
        List<Attempt> own = writes.getOrDefault(operation.number(), List.of());
        boolean oneWrite = operation.input() instanceof ZnodeInput input && input.writes();
        if (own.isEmpty()
                || operation.outcome() != Outcome.INDETERMINATE
                || settlements.mayLackRequests(operation.client())
                || !(oneWrite || operation.input() instanceof NameInput)
                || own.stream().anyMatch(a -> background.contains(new ClientPath(a.client(), a.path())))) {
            return OPEN;
        }
        Settlement applied = null;
        for (Attempt a : own) {
            Settlement settlement = settlementOf(a);
            if (settlement instanceof Settlement.Applied && applied == null && oneWrite && isWriteOf(operation, a)) {
                applied = settlement;
            } else if (!(settlement instanceof Settlement.NeverApplied)) {
                return OPEN;
            }
        }
        return applied == null ? new Settlement.NeverApplied() : applied;
    }

    private Settlement settlementOf(Attempt write) {
        return ZnodeTimeline.mayHaveHappened(write.code()) || WriteSettlements.indeterminate(write)
                ? settlements.of(write)
                : new Settlement.NeverApplied(); // It was refused.
    }

    private static boolean isWriteOf(Operation operation, Attempt a) {
        return a.opcode() == Opcode.MULTI
                ? operation.input() instanceof ZnodeInput.Multi
                : a.path() != null && a.path().equals(operation.key());
    }
}
