package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.Transitions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Precomputed properties of the rest of a problem after each level: until when a state is useful, until when it is
 * needed, and until when an operation that leads to it is called. Immutable after construction.
 *
 * <p>Where forms do not determine the answer, it errs on the side that costs only time.
 */
final class FutureUse {
    private static final int[] NONE = {};
    private static final int NOT_LOOKED_FOR = -2;

    /**
     * The maximum number of reads that are compared with a state; if there are more, the state counts as useful for the
     * next one.
     */
    private static final int MAX_LOOKED_AT = 4_096;

    private final int[] lastUse;
    private final int[] lastNeed;
    private final int[] lastSource;
    private final Transitions<?, ?, ?> transitions;
    private final boolean additions;
    private boolean adds;
    private boolean movers;
    private int lastUseOfAny = -1;

    /** For states with additions: the last level at which an operation returns to which the state may lead. */
    private int[] lastSight = {};

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
        walk(problem, windows, options);
        if (adds && options.count > 0) {
            lastUseOfAny = windows.levels;
        }
        otherSupplies = sortSupplies(windows);
        overwritingSupplies = overwriting(windows);
        spreadUse(problem, windows, options);
        readsAhead(problem, windows);
    }

    private static int[] filled(int size) {
        int[] array = new int[size];
        Arrays.fill(array, -1);
        return array;
    }

    /** Finds the last level of each kind; operations of one kind use and produce the same states. */
    private void walk(Problem problem, WindowTable windows, Options options) {
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
                note(kind, lastCall[kind], lastReturn[kind]);
            }
        }
    }

    private void note(int kind, int lastCall, int lastReturn) {
        TransitionForm form = transitions.form(kind);
        adds |= form == TransitionForm.ADDS;
        if (form.leadsToOne()) {
            raise(lastSource, transitions.to(kind), lastCall);
        } else if (form == TransitionForm.ADDS || form == TransitionForm.CHANGES) {
            lastUnknownSource = Math.max(lastUnknownSource, lastCall);
        }
        if (transitions.certain(kind) && (form == TransitionForm.READS || form == TransitionForm.MOVES)) {
            raise(lastNeed, transitions.from(kind), lastCall);
        }
        if (lastReturn >= 0) {
            use(form, transitions.from(kind), lastReturn);
        }
    }

    private void use(TransitionForm form, int from, int level) {
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
                    movers = true;
                    lastUseOfAny = adds ? windows.levels : lastUseOfAny;
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
     * Operations that may take effect before a deadline and lead from a state to another one, by the state that they
     * lead to.
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

    private void readsAhead(Problem problem, WindowTable windows) {
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
                || ((adds && additions) ? lastSight(state) > level : state < lastUse.length && lastUse[state] > level);
    }

    private int lastSight(int state) {
        if (state >= lastSight.length) {
            int known = lastSight.length;
            lastSight = Arrays.copyOf(lastSight, Math.max(transitions.states(), 2 * known));
            Arrays.fill(lastSight, known, lastSight.length, NOT_LOOKED_FOR);
        }
        if (lastSight[state] == NOT_LOOKED_FOR) {
            lastSight[state] = -1;
            int[] candidates = used();
            for (int i = 0; i < candidates.length && lastSight[state] < 0; i++) {
                if (i == MAX_LOOKED_AT || transitions.mayLead(state, candidates[i])) {
                    lastSight[state] = lastUse[candidates[i]];
                }
            }
        }
        return lastSight[state];
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
        return movers;
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
