package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.Transitions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Precomputed properties of the rest of a problem after each level: for each state, the last level at which the state
 * is useful, at which it is needed, and at which an operation is called that leads to it. Immutable after construction.
 *
 * <p>Where the forms of operations do not determine an answer, the answer is the one that costs only time.
 */
final class FutureUse {
    private static final int[] NONE = {};
    private static final int NOT_COMPUTED = -2;

    /**
     * The maximum number of used states that are compared with a state. If additions lead from the state to none of
     * these, it counts as leading to the next one.
     */
    private static final int MAX_COMPARED = 4_096;

    private final int[] lastUse;
    private final int[] lastNeed;
    private final int[] lastSource;
    private final Transitions<?, ?, ?> transitions;
    private final boolean additions;
    private boolean anyAdds;
    private boolean anySupplyMoves;
    private int lastUseOfAny = -1;

    /**
     * If there are additions: the last level at which an operation returns that uses a state to which additions may
     * lead from this one.
     */
    private int[] lastUseAfterAdditions = {};

    /** The states that some operation uses, those used last first. */
    private int @Nullable [] used;

    private int lastUnknownSource = -1;

    /** For each level, the first level from there at which a read returns; the number of levels if there is none. */
    private final int[] nextRead;

    /** For each level, the number of overwriting operations that are called up to and including it. */
    private final int[] overwriting;

    private final int[] overwritingSupply;
    private final int[][] movingFrom;
    private final int[][] movingTo;
    private final int[] otherSupplies;
    private final int[] overwritingSupplies;

    FutureUse(Problem problem, WindowTable windows) {
        transitions = problem.transitions();
        additions = windows.additions;
        int states = transitions.states();
        lastUse = filled(states);
        lastNeed = filled(states);
        lastSource = filled(states);
        nextRead = new int[windows.levels + 1];
        overwriting = new int[windows.levels + 1];
        overwritingSupply = filled(states);
        movingFrom = new int[windows.supplyKind.length == 0 ? 0 : states][];
        movingTo = new int[movingFrom.length][];
        Options options = new Options(states);
        findLastLevels(problem, windows, options);
        if (anyAdds && options.count > 0) {
            lastUseOfAny = windows.levels;
        }
        otherSupplies = sortSupplies(windows);
        overwritingSupplies = overwriting(windows);
        spreadUse(problem, windows, options);
        findNextReads(problem, windows);
    }

    private static int[] filled(int size) {
        int[] array = new int[size];
        Arrays.fill(array, -1);
        return array;
    }

    /** Finds the last level of each kind; operations of one kind use and produce the same states. */
    private void findLastLevels(Problem problem, WindowTable windows, Options options) {
        int[] kindOf = problem.kinds();
        int kinds = transitions.kinds();
        int[] lastCall = filled(kinds);
        int[] lastReturn = filled(kinds);
        boolean[] overwrites = new boolean[kinds];
        boolean[] moves = new boolean[kinds];
        for (int kind = 0; kind < kinds; kind++) {
            TransitionForm form = transitions.form(kind);
            overwrites[kind] = form == TransitionForm.OVERWRITES;
            moves[kind] = form == TransitionForm.MOVES || form == TransitionForm.YIELDS;
        }
        int writes = 0;
        for (int level = 0; level < windows.levels; level++) {
            int end = windows.callsFrom[level + 1];
            for (int i = windows.callsFrom[level]; i < end; i++) {
                int operation = windows.called[i];
                int kind = kindOf[operation];
                WindowTable.Role role = windows.role[operation];
                lastCall[kind] = level;
                writes += overwrites[kind] ? 1 : 0;
                if (role == WindowTable.Role.OPTION && moves[kind]) {
                    options.add(transitions.to(kind), operation);
                } else if (role != WindowTable.Role.SUPPLY && windows.level[operation] > lastReturn[kind]) {
                    lastReturn[kind] = windows.level[operation];
                }
            }
            overwriting[level] = writes;
        }
        for (int kind = 0; kind < kinds; kind++) {
            if (lastCall[kind] >= 0) {
                recordKind(kind, lastCall[kind], lastReturn[kind]);
            }
        }
    }

    private void recordKind(int kind, int lastCall, int lastReturn) {
        TransitionForm form = transitions.form(kind);
        anyAdds |= form == TransitionForm.ADDS;
        if (form.leadsToOne()) {
            raise(lastSource, transitions.to(kind), lastCall);
        } else if (form == TransitionForm.ADDS || form == TransitionForm.CHANGES) {
            lastUnknownSource = Math.max(lastUnknownSource, lastCall);
        }
        if (transitions.certain(kind) && (form == TransitionForm.READS || form == TransitionForm.MOVES)) {
            raise(lastNeed, transitions.from(kind), lastCall);
        }
        if (lastReturn >= 0) {
            recordUse(form, transitions.from(kind), lastReturn);
        }
    }

    private void recordUse(TransitionForm form, int from, int level) {
        switch (form) {
            case READS, MOVES -> raise(lastUse, from, level);
            case EXCLUDES, OBSERVES, YIELDS, CHANGES -> lastUseOfAny = Math.max(lastUseOfAny, level);
            case ADDS -> lastUseOfAny = additions ? lastUseOfAny : Math.max(lastUseOfAny, level);
            case OVERWRITES, USELESS -> {}
        }
    }

    /** The state may be NOWHERE, for kinds that are possible in no state. */
    private static void raise(int[] last, int state, int level) {
        if (state >= 0) {
            last[state] = Math.max(last[state], level);
        }
    }

    private int[] sortSupplies(WindowTable windows) {
        int[] others = NONE;
        for (int supply = 0; supply < windows.supplyKind.length; supply++) {
            int kind = windows.supplyKind[supply];
            switch (transitions.form(kind)) {
                case OVERWRITES -> {
                    if (overwritingSupply[transitions.to(kind)] < 0) {
                        overwritingSupply[transitions.to(kind)] = supply;
                    } else {
                        others = appended(others, supply);
                    }
                }
                case MOVES -> {
                    append(movingFrom, transitions.from(kind), supply);
                    append(movingTo, transitions.to(kind), supply);
                    anySupplyMoves = true;
                    lastUseOfAny = anyAdds ? windows.levels : lastUseOfAny;
                }
                case ADDS -> {
                    others = appended(others, supply);
                    lastUseOfAny = additions ? lastUseOfAny : windows.levels;
                }
                default -> {
                    others = appended(others, supply);
                    lastUseOfAny = windows.levels;
                }
            }
        }
        return others;
    }

    private int[] overwriting(WindowTable windows) {
        int[] found = NONE;
        for (int supply = 0; supply < windows.supplyKind.length; supply++) {
            if (transitions.form(windows.supplyKind[supply]) == TransitionForm.OVERWRITES) {
                found = appended(found, supply);
            }
        }
        return found;
    }

    private static void append(int[][] lists, int at, int value) {
        lists[at] = appended(lists[at] == null ? NONE : lists[at], value);
    }

    private static int[] appended(int[] list, int value) {
        int[] longer = Arrays.copyOf(list, list.length + 1);
        longer[list.length] = value;
        return longer;
    }

    /**
     * Indeterminate operations with a deadline that move from one state to another, listed by the state that they lead
     * to.
     */
    private static final class Options {
        private final int[] last;
        private int[] operation = new int[16];
        private int[] before = new int[16];
        private int count;

        Options(int states) {
            last = filled(states);
        }

        void add(int to, int moving) {
            if (count == operation.length) {
                operation = Arrays.copyOf(operation, 2 * count);
                before = Arrays.copyOf(before, 2 * count);
            }
            operation[count] = moving;
            before[count] = last[to];
            last[to] = count++;
        }
    }

    /** A state is also useful if an indeterminate operation leads from it to a useful state. */
    private void spreadUse(Problem problem, WindowTable windows, Options options) {
        if (movingFrom.length == 0 && options.count == 0) {
            return;
        }
        Queue queue = new Queue(lastUse.length);
        for (int state = 0; state < lastUse.length; state++) {
            if (lastUse[state] >= 0) {
                queue.add(state);
            }
        }
        for (int state = queue.remove(); state >= 0; state = queue.remove()) {
            for (int supply : movingTo(state)) {
                spread(queue, transitions.from(windows.supplyKind[supply]), lastUse[state]);
            }
            for (int i = options.last[state]; i >= 0; i = options.before[i]) {
                int kind = problem.kind(options.operation[i]);
                int level = Math.min(lastUse[state], windows.level[options.operation[i]]);
                if (transitions.form(kind) == TransitionForm.YIELDS) {
                    lastUseOfAny = Math.max(lastUseOfAny, level);
                } else {
                    spread(queue, transitions.from(kind), level);
                }
            }
        }
    }

    private void spread(Queue queue, int state, int level) {
        if (state >= 0 && lastUse[state] < level) {
            lastUse[state] = level;
            queue.add(state);
        }
    }

    /** A queue of states without duplicates. */
    private static final class Queue {
        private final int[] waiting;
        private final boolean[] queued;
        private int count;

        Queue(int states) {
            waiting = new int[states];
            queued = new boolean[states];
        }

        void add(int state) {
            if (!queued[state]) {
                queued[state] = true;
                waiting[count++] = state;
            }
        }

        int remove() {
            if (count == 0) {
                return -1;
            }
            queued[waiting[--count]] = false;
            return waiting[count];
        }
    }

    private void findNextReads(Problem problem, WindowTable windows) {
        boolean[] reads = new boolean[transitions.kinds()];
        for (int kind = 0; kind < reads.length; kind++) {
            reads[kind] = transitions.form(kind) == TransitionForm.READS && transitions.from(kind) >= 0;
        }
        nextRead[windows.levels] = windows.levels;
        for (int level = windows.levels - 1; level >= 0; level--) {
            nextRead[level] = reads[problem.kind(windows.returning[level])] ? level : nextRead[level + 1];
        }
    }

    /** Whether an operation that returns after a level may be possible only because of this state. */
    boolean ofUseAfter(int state, int level) {
        return lastUseOfAny > level
                || ((anyAdds && additions)
                        ? lastUseAfterAdditions(state) > level
                        : state < lastUse.length && lastUse[state] > level);
    }

    private int lastUseAfterAdditions(int state) {
        if (state >= lastUseAfterAdditions.length) {
            int known = lastUseAfterAdditions.length;
            lastUseAfterAdditions = Arrays.copyOf(lastUseAfterAdditions, Math.max(transitions.states(), 2 * known));
            Arrays.fill(lastUseAfterAdditions, known, lastUseAfterAdditions.length, NOT_COMPUTED);
        }
        if (lastUseAfterAdditions[state] == NOT_COMPUTED) {
            lastUseAfterAdditions[state] = -1;
            int[] candidates = used();
            for (int i = 0; i < candidates.length && lastUseAfterAdditions[state] < 0; i++) {
                if (i == MAX_COMPARED || transitions.mayLead(state, candidates[i])) {
                    lastUseAfterAdditions[state] = lastUse[candidates[i]];
                }
            }
        }
        return lastUseAfterAdditions[state];
    }

    private int[] used() {
        int[] known = used;
        if (known == null) {
            known = IntStream.range(0, lastUse.length)
                    .filter(state -> lastUse[state] >= 0)
                    .boxed()
                    .sorted(Comparator.comparing((Integer state) -> lastUse[state])
                            .reversed())
                    .mapToInt(Integer::intValue)
                    .toArray();
            used = known;
        }
        return known;
    }

    /** Whether a certain operation that is called after a level is possible only in this state. */
    boolean neededByCallsAfter(int state, int level) {
        return state < lastNeed.length && lastNeed[state] > level;
    }

    /** Whether an operation that is called after a level may lead to this state. */
    boolean producedByCallsAfter(int state, int level) {
        return lastUnknownSource > level || (state < lastSource.length && lastSource[state] > level);
    }

    int nextRead(int level) {
        return nextRead[level];
    }

    /** Whether an overwriting operation is called after one level and up to another. */
    boolean overwritingBetween(int level, int upTo) {
        return overwriting[upTo] > overwriting[level];
    }

    /** The supply of operations that write this state, or -1. */
    int supplyOf(int state) {
        return state < overwritingSupply.length ? overwritingSupply[state] : -1;
    }

    /** The supplies of overwriting operations. */
    int[] overwritingSupplies() {
        return overwritingSupplies;
    }

    /** Whether there are supplies of operations that move from some state. */
    boolean anyMoves() {
        return anySupplyMoves;
    }

    /** The supplies of operations that move from this state. */
    int[] movingFrom(int state) {
        return listed(movingFrom, state);
    }

    /** The supplies of operations that move to this state. */
    int[] movingTo(int state) {
        return listed(movingTo, state);
    }

    private static int[] listed(int[][] lists, int state) {
        return state < lists.length && lists[state] != null ? lists[state] : NONE;
    }

    /** The supplies of operations whose effect only the transitions determine. */
    int[] otherSupplies() {
        return otherSupplies;
    }
}
