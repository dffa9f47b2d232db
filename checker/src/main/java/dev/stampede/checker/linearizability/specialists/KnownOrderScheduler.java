package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessOrder;
import java.util.Arrays;

/**
 * Decides histories of an object that takes its states in a known order; only the instants are unknown.
 *
 * <p>The states are 0 to m. The step into state s (1 to m) is one known operation. Every other operation is an
 * observer. It finds the object in one known state, in any state from one on, in any state except one, in any even
 * state, or in any odd state. Let start(s) be the instant of the step into s, start(0) before all events, and
 * start(m+1) after them. An order exists if and only if there are instants with
 * <pre>
 *   start(s) &lt;= start(s+1), start(s) in the interval of its step,
 *   for an observer [c, r] of s:          start(s) &lt;= r and c &lt;= start(s+1),
 *   for an observer [c, r] from s on:     start(s) &lt;= r,
 *   for an observer [c, r] of all but s:  c &lt;= start(s) or start(s+1) &lt;= r,
 *   for an observer [c, r] of a parity:   start(s) &lt;= r and c &lt;= start(s+1) for some s of that parity.
 * </pre>
 * The last line holds if and only if the interval lies in no state of the other parity: for each such s, if r &lt;
 * start(s+1) then c &lt;= start(s). The line before it has the same form for its one s.
 *
 * <p>All lower bounds increase with the other starts, so there is a least solution of them. It is optimal, because all
 * remaining conditions are upper bounds. The lower bounds by calls are computed first, in ascending order. The lower
 * bounds of the last two lines follow, in descending order: raising start(s) to c, where c &lt; r &lt; start(s+1),
 * changes neither start(s+1) nor anything above it, so one descending pass suffices. This pass uses the latest call
 * among the observers of the other parity, and among those of all states except s, that returned before start(s+1).
 *
 * <p>In the witness, each observer takes effect as early as possible in its state; the order of calls is then the order
 * of instants. Time and memory are linear, apart from a binary search for each observer of more than one state.
 */
final class KnownOrderScheduler {
    /**
     * The roles of operations. An observer finds the object {@link #AT} its state, in any state {@link #FROM} it on, in
     * any state {@link #BESIDE} it, in an {@link #EVEN} state, or in an {@link #ODD} one.
     */
    static final byte NONE = 0;

    static final byte STEP = 1;
    static final byte AT = 2;
    static final byte FROM = 3;
    static final byte BESIDE = 4;
    static final byte EVEN = 5;
    static final byte ODD = 6;

    private final Intervals when;
    private final byte[] role;
    private final int[] state;
    private final int[] step;
    private final int last;
    private final int[] start;
    private final int[] cause;

    /**
     * A sequence of states.
     *
     * @param role the role of each operation
     * @param state the state that a step leads to, or the state of an observer according to its role
     * @param step the step into each state, from 1 to {@code last}
     */
    KnownOrderScheduler(Intervals when, byte[] role, int[] state, int[] step, int last) {
        this.when = when;
        this.role = role;
        this.state = state;
        this.step = step;
        this.last = last;
        this.start = new int[last + 2];
        this.cause = new int[last + 2];
    }

    /** Records that an operation is the step into a state; returns that state. */
    static int step(byte[] role, int[] state, int[] step, int operation, int into) {
        role[operation] = STEP;
        state[operation] = into;
        step[into] = operation;
        return into;
    }

    SpecialistResult decide(SearchBudget budget) {
        boundByCalls();
        ColumnSpecialist.checkBudget(budget);
        return hasScatteredObservers() ? decideDownwards(budget) : check();
    }

    /** Whether some observers may belong to states that are not adjacent. */
    private boolean hasScatteredObservers() {
        byte highest = NONE;
        for (byte each : role) {
            highest = each > highest ? each : highest;
        }
        return highest >= BESIDE;
    }

    private SpecialistResult decideDownwards(SearchBudget budget) {
        int impossible = boundDownwards();
        ColumnSpecialist.checkBudget(budget);
        return impossible >= 0 ? new ConflictSet().and(impossible).and(cause[1]).refuted() : check();
    }

    private void boundByCalls() {
        int[] lastCaller = new int[last + 1];
        Arrays.fill(lastCaller, -1);
        for (int i = 0; i < role.length; i++) {
            if (role[i] == AT && (lastCaller[state[i]] < 0 || when.call()[i] > when.call()[lastCaller[state[i]]])) {
                lastCaller[state[i]] = i;
            }
        }
        start[0] = -1;
        cause[0] = -1;
        start[last + 1] = when.ranks();
        cause[last + 1] = -1;
        for (int s = 1; s <= last; s++) {
            start[s] = start[s - 1];
            cause[s] = cause[s - 1];
            raise(s, lastCaller[s - 1]);
            raise(s, step[s]);
        }
    }

    private void raise(int s, int operation) {
        if (operation >= 0 && when.call()[operation] > start[s]) {
            start[s] = when.call()[operation];
            cause[s] = operation;
        }
    }

    /** Returns an observer for which no state is left, or -1. */
    private int boundDownwards() {
        int[] even = latestCalls(EVEN);
        int[] odd = latestCalls(ODD);
        int[] next = new int[role.length];
        int[] beside = listBeside(next);
        for (int s = last; s >= 0; s--) {
            int before = start[s + 1] - 1;
            int observer = before < 0 ? -1 : ((s & 1) == 0 ? odd : even)[before];
            for (int i = beside[s]; i >= 0; i = next[i]) {
                if (when.ret()[i] <= before && (observer < 0 || when.call()[i] > when.call()[observer])) {
                    observer = i;
                }
            }
            if (s == 0) {
                return observer;
            }
            raise(s, observer);
        }
        return -1;
    }

    /** Links the observers of all states except one by that state. */
    private int[] listBeside(int[] next) {
        int[] first = new int[last + 1];
        Arrays.fill(first, -1);
        for (int i = 0; i < role.length; i++) {
            if (role[i] == BESIDE) {
                next[i] = first[state[i]];
                first[state[i]] = i;
            }
        }
        return first;
    }

    /** For each rank, of the observers of a parity that returned up to it, the one that was called last, or -1. */
    private int[] latestCalls(byte parity) {
        int[] events = when.events();
        int[] latest = new int[events.length];
        int best = -1;
        for (int rank = 0; rank < events.length; rank++) {
            int operation = ~events[rank];
            if (operation >= 0
                    && role[operation] == parity
                    && (best < 0 || when.call()[operation] > when.call()[best])) {
                best = operation;
            }
            latest[rank] = best;
        }
        return latest;
    }

    private SpecialistResult check() {
        for (int i = 0; i < role.length; i++) {
            boolean bounded = role[i] == STEP || role[i] == AT || role[i] == FROM;
            if (bounded && when.ret()[i] < start[state[i]]) {
                int s = state[i];
                ConflictSet suspects = new ConflictSet().and(i).and(cause[s]).and(s == 0 ? -1 : step[s]);
                if (s < last) {
                    suspects.and(cause[s + 1]).and(step[s + 1]);
                }
                return suspects.refuted();
            }
        }
        return witness();
    }

    private SpecialistResult witness() {
        WitnessOrder order = new WitnessOrder(role.length, last + 1);
        for (int s = 1; s <= last; s++) {
            order.add(step[s], s);
        }
        for (int operation : when.called()) {
            if (role[operation] >= AT) {
                order.add(operation, placeOf(operation));
            }
        }
        return new SpecialistResult.Accepted(order.sorted());
    }

    private int placeOf(int observer) {
        return switch (role[observer]) {
            case AT -> state[observer];
            case FROM -> lastStartedBy(Math.max(when.call()[observer], start[state[observer]]));
            case BESIDE -> {
                int s = lastStartedBy(when.ret()[observer]);
                yield s == state[observer] ? s - 1 : s;
            }
            default -> {
                int s = lastStartedBy(when.ret()[observer]);
                yield (s & 1) == role[observer] - EVEN ? s : s - 1;
            }
        };
    }

    private int lastStartedBy(int rank) {
        int low = 0;
        int high = last;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (start[middle] <= rank) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
