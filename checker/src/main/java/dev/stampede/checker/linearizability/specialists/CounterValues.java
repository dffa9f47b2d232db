package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One decision of a {@link CounterSpecialist}, whose essay explains the algorithm. */
final class CounterValues {
    private static final int NONE = -1;

    private final Intervals when;
    private final byte[] role;
    private final long[] value;
    private int top;
    private int increments;

    /**
     * By value: the increment that led to it, and the operations whose call and return are the lower and the upper
     * bound of its instant.
     */
    private int[] increment = {};

    private int[] lowerBound = {};
    private int[] upperBound = {};

    CounterValues(CounterSpecialist.Columns columns) {
        this.when = columns.when();
        this.role = columns.role();
        this.value = columns.value();
    }

    SpecialistResult decide(SearchBudget budget) {
        SpecialistResult.Refuted refuted = screen();
        if (refuted == null) {
            refuted = bound();
        }
        if (refuted == null) {
            ColumnSpecialist.checkBudget(budget);
            refuted = assignIncrements();
        }
        ColumnSpecialist.checkBudget(budget);
        return refuted == null ? decideInKnownOrder(budget) : refuted;
    }

    private SpecialistResult.@Nullable Refuted screen() {
        int highest = NONE;
        long most = -1;
        for (int i = 0; i < role.length; i++) {
            increments += role[i] >= CounterSpecialist.WITH_VALUE ? 1 : 0;
            if (role[i] == CounterSpecialist.READ || role[i] == CounterSpecialist.WITH_VALUE) {
                if (value[i] < (role[i] == CounterSpecialist.READ ? 0 : 1)) {
                    return ConflictSet.of(i);
                }
                highest = value[i] > most ? i : highest;
                most = Math.max(most, value[i]);
            }
        }
        if (most > increments) {
            return ConflictSet.of(highest);
        }
        top = (int) Math.max(0, most);
        return null;
    }

    private SpecialistResult.@Nullable Refuted bound() {
        increment = none(increments + 1);
        lowerBound = none(top + 2);
        upperBound = none(top + 2);
        for (int i = 0; i < role.length; i++) {
            if (role[i] == CounterSpecialist.READ || role[i] == CounterSpecialist.WITH_VALUE) {
                int v = (int) value[i];
                boolean withValue = role[i] == CounterSpecialist.WITH_VALUE;
                if (withValue) {
                    if (increment[v] != NONE) {
                        return ConflictSet.of(increment[v], i);
                    }
                    increment[v] = i;
                }
                int from = withValue ? v : v + 1;
                lowerBound[from] = later(lowerBound[from], i);
                upperBound[v] = sooner(upperBound[v], i);
            }
        }
        for (int v = 1; v <= top + 1; v++) {
            lowerBound[v] = later(lowerBound[v], lowerBound[v - 1]);
        }
        for (int v = top; v >= 1; v--) {
            upperBound[v] = sooner(upperBound[v], upperBound[v + 1]);
            if (callOf(lowerBound[v]) > returnOf(upperBound[v])) {
                return ConflictSet.of(lowerBound[v], upperBound[v]);
            }
        }
        return null;
    }

    private static int[] none(int size) {
        int[] array = new int[size];
        Arrays.fill(array, NONE);
        return array;
    }

    private int callOf(int operation) {
        return operation == NONE ? -1 : when.call()[operation];
    }

    private int returnOf(int operation) {
        return operation == NONE ? Integer.MAX_VALUE : when.ret()[operation];
    }

    private int later(int one, int other) {
        return callOf(other) > callOf(one) ? other : one;
    }

    private int sooner(int one, int other) {
        return returnOf(other) < returnOf(one) ? other : one;
    }

    /**
     * Assigns increments without an output to the values, in ascending order, then to values that were not observed.
     */
    private SpecialistResult.@Nullable Refuted assignIncrements() {
        ReturnQueue certain = new ReturnQueue(when);
        ReturnQueue open = new ReturnQueue(when);
        int[] called = when.called();
        int next = 0;
        int last = top;
        for (int v = 1; v <= top; v++) {
            for (int by = returnOf(upperBound[v]); next < called.length && callOf(called[next]) <= by; next++) {
                if (role[called[next]] == CounterSpecialist.WITHOUT_VALUE) {
                    (when.required()[called[next]] ? certain : open).add(called[next]);
                }
            }
            if (!certain.isEmpty() && when.ret()[certain.first()] < callOf(lowerBound[v])) {
                return ConflictSet.of(certain.first(), lowerBound[v], upperBound[v]);
            }
            if (increment[v] == NONE) {
                if (certain.isEmpty() && open.isEmpty()) {
                    return ConflictSet.of(upperBound[v], lowerBound[v]);
                }
                increment[v] = certain.isEmpty() ? open.remove() : certain.remove();
            }
        }
        for (; next < called.length; next++) {
            if (role[called[next]] == CounterSpecialist.WITHOUT_VALUE && when.required()[called[next]]) {
                certain.add(called[next]);
            }
        }
        while (!certain.isEmpty()) {
            int operation = certain.remove();
            if (when.ret()[operation] < callOf(lowerBound[top + 1])) {
                return ConflictSet.of(operation, lowerBound[top + 1]);
            }
            increment[++last] = operation;
        }
        top = last;
        return null;
    }

    private SpecialistResult decideInKnownOrder(SearchBudget budget) {
        byte[] roles = new byte[role.length];
        int[] state = new int[role.length];
        for (int i = 0; i < role.length; i++) {
            if (role[i] == CounterSpecialist.READ) {
                roles[i] = KnownOrderScheduler.AT;
                state[i] = (int) value[i];
            }
        }
        for (int v = 1; v <= top; v++) {
            KnownOrderScheduler.step(roles, state, increment, increment[v], v);
        }
        return new KnownOrderScheduler(when, roles, state, increment, top).decide(budget);
    }
}
