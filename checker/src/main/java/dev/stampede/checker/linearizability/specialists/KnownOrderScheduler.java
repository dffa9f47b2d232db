package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessOrder;
import java.util.Arrays;

/**
 * Decides where an object runs through states in an order that is known, and only the instants are not.
 *
 * <p>The states are 0 to m. The step into state s (1 to m) is one operation, known; every other operation is an observer, of
 * one of these kinds: of one state exactly; of any state from one on; of any state but one; of any even state; of any odd
 * state. Let start(s) be the instant of the step into s, start(0) before all events, and start(m+1) after them. An order exists
 * if and only if there are instants with
 * <pre>
 *   start(s) &lt;= start(s+1), start(s) in the interval of its step,
 *   for an observer [c, r] of s:          start(s) &lt;= r and c &lt;= start(s+1),
 *   for an observer [c, r] from s on:     start(s) &lt;= r,
 *   for an observer [c, r] of all but s:  c &lt;= start(s) or start(s+1) &lt;= r,
 *   for an observer [c, r] of a parity:   start(s) &lt;= r and c &lt;= start(s+1) for some s of that parity.
 * </pre>
 * The last line holds if and only if the window lies in no state of the other parity: for each such s, if r &lt; start(s+1)
 * then c &lt;= start(s); and so does the line before it for its one s.
 *
 * <p>All lower bounds grow with other starts, so there is a least solution of them; it is the best there is, because all
 * remaining conditions are upper bounds. First the bounds by calls, upwards. Then those of the last two lines, downwards:
 * raising start(s) to c, where c &lt; r &lt; start(s+1), changes neither start(s+1) nor anything above it, so that one pass
 * from the top is enough; it asks for the latest call among the observers of the other parity, and among those of all but s,
 * that returned before start(s+1).
 *
 * <p>As the witness, each observer takes place as early as it can in its state; the order of their calls is then the order of
 * their instants. Time and memory are linear, but for a binary search for each observer that is not of one state.
 */
final class KnownOrderScheduler {
    /** The parts that an operation can play. */
    static final byte NONE = 0;

    static final byte STEP = 1;
    static final byte AT = 2;
    static final byte FROM = 3;
    static final byte BESIDE = 4;
    static final byte EVEN = 5;
    static final byte ODD = 6;

    private final Intervals when;
    private final byte[] part;
    private final int[] state;
    private final int[] step;
    private final int last;
    private final int[] start;
    private final int[] cause;

    /**
     * A line of states.
     *
     * @param part what each operation is
     * @param state the state that a step leads into, that an observer saw, from which on, or but which
     * @param step the step into each state, from 1 to {@code last}
     */
    KnownOrderScheduler(Intervals when, byte[] part, int[] state, int[] step, int last) {
        this.when = when;
        this.part = part;
        this.state = state;
        this.step = step;
        this.last = last;
        this.start = new int[last + 2];
        this.cause = new int[last + 2];
    }

    /** Notes in the columns of a line that an operation is the step into a state; returns that state. */
    static int step(byte[] part, int[] state, int[] step, int operation, int into) {
        part[operation] = STEP;
        state[operation] = into;
        step[into] = operation;
        return into;
    }

    SpecialistResult decide(SearchBudget budget) {
        boundByCalls();
        ColumnSpecialist.look(budget);
        return choosy() ? decideDownwards(budget) : check();
    }

    /** Whether some observers may be of states that are not next to each other. */
    private boolean choosy() {
        byte highest = NONE;
        for (byte played : part) {
            highest = played > highest ? played : highest;
        }
        return highest >= BESIDE;
    }

    private SpecialistResult decideDownwards(SearchBudget budget) {
        int impossible = boundDownwards();
        ColumnSpecialist.look(budget);
        return impossible >= 0 ? new ConflictSet().and(impossible).and(cause[1]).refuted() : check();
    }

    private void boundByCalls() {
        int[] lastCaller = new int[last + 1];
        Arrays.fill(lastCaller, -1);
        for (int i = 0; i < part.length; i++) {
            if (part[i] == AT && (lastCaller[state[i]] < 0 || when.call()[i] > when.call()[lastCaller[state[i]]])) {
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

    /** Returns an observer that no state is left for, or -1. */
    private int boundDownwards() {
        int[] even = latestCalls(EVEN);
        int[] odd = latestCalls(ODD);
        int[] next = new int[part.length];
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

    /** Chains the observers of all states but one by that state. */
    private int[] listBeside(int[] next) {
        int[] first = new int[last + 1];
        Arrays.fill(first, -1);
        for (int i = 0; i < part.length; i++) {
            if (part[i] == BESIDE) {
                next[i] = first[state[i]];
                first[state[i]] = i;
            }
        }
        return first;
    }

    /** By rank: of the observers of a parity that returned by then, the one that was called last, or -1. */
    private int[] latestCalls(byte parity) {
        int[] events = when.events();
        int[] latest = new int[events.length];
        int best = -1;
        for (int rank = 0; rank < events.length; rank++) {
            int operation = ~events[rank];
            if (operation >= 0
                    && part[operation] == parity
                    && (best < 0 || when.call()[operation] > when.call()[best])) {
                best = operation;
            }
            latest[rank] = best;
        }
        return latest;
    }

    private SpecialistResult check() {
        for (int i = 0; i < part.length; i++) {
            boolean bounded = part[i] == STEP || part[i] == AT || part[i] == FROM;
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
        WitnessOrder order = new WitnessOrder(part.length, last + 1);
        for (int s = 1; s <= last; s++) {
            order.add(step[s], s);
        }
        for (int operation : when.called()) {
            if (part[operation] >= AT) {
                order.add(operation, placeOf(operation));
            }
        }
        return new SpecialistResult.Accepted(order.sorted());
    }

    private int placeOf(int observer) {
        return switch (part[observer]) {
            case AT -> state[observer];
            case FROM -> lastStartedBy(Math.max(when.call()[observer], start[state[observer]]));
            case BESIDE -> {
                int s = lastStartedBy(when.ret()[observer]);
                yield s == state[observer] ? s - 1 : s;
            }
            default -> {
                int s = lastStartedBy(when.ret()[observer]);
                yield (s & 1) == part[observer] - EVEN ? s : s - 1;
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
