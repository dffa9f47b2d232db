package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One decision of a {@link CounterSpecialist}, whose essay explains the algorithm. */
final class CounterValues {
    private static final int NONE = -1;

    private final Intervals when;
    private final byte[] part;
    private final long[] value;
    private int top;
    private int increments;

    /** By value: the increment that led to it, its latest lower bound, and its earliest upper bound. */
    private int[] step = {};

    private int[] earliest = {};
    private int[] latest = {};

    CounterValues(CounterSpecialist.Columns columns) {
        this.when = columns.when();
        this.part = columns.part();
        this.value = columns.value();
    }

    SpecialistResult decide(SearchBudget budget) {
        SpecialistResult.Refuted refuted = screen();
        if (refuted == null) {
            refuted = bound();
        }
        if (refuted == null) {
            ColumnSpecialist.look(budget);
            refuted = fill();
        }
        ColumnSpecialist.look(budget);
        return refuted == null ? line(budget) : refuted;
    }

    private SpecialistResult.@Nullable Refuted screen() {
        int highest = NONE;
        long most = -1;
        for (int i = 0; i < part.length; i++) {
            increments += part[i] >= CounterSpecialist.WITH_VALUE ? 1 : 0;
            if (part[i] == CounterSpecialist.READ || part[i] == CounterSpecialist.WITH_VALUE) {
                if (value[i] < (part[i] == CounterSpecialist.READ ? 0 : 1)) {
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
        step = none(increments + 1);
        earliest = none(top + 2);
        latest = none(top + 2);
        for (int i = 0; i < part.length; i++) {
            if (part[i] == CounterSpecialist.READ || part[i] == CounterSpecialist.WITH_VALUE) {
                int v = (int) value[i];
                boolean withValue = part[i] == CounterSpecialist.WITH_VALUE;
                if (withValue) {
                    if (step[v] != NONE) {
                        return ConflictSet.of(step[v], i);
                    }
                    step[v] = i;
                }
                int from = withValue ? v : v + 1;
                earliest[from] = later(earliest[from], i);
                latest[v] = sooner(latest[v], i);
            }
        }
        for (int v = 1; v <= top + 1; v++) {
            earliest[v] = later(earliest[v], earliest[v - 1]);
        }
        for (int v = top; v >= 1; v--) {
            latest[v] = sooner(latest[v], latest[v + 1]);
            if (callOf(earliest[v]) > returnOf(latest[v])) {
                return ConflictSet.of(earliest[v], latest[v]);
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

    /** Assigns increments without an output to the values, in ascending order, then to values that were not observed. */
    private SpecialistResult.@Nullable Refuted fill() {
        ReturnQueue certain = new ReturnQueue(when);
        ReturnQueue open = new ReturnQueue(when);
        int[] called = when.called();
        int next = 0;
        int last = top;
        for (int v = 1; v <= top; v++) {
            for (int by = returnOf(latest[v]); next < called.length && callOf(called[next]) <= by; next++) {
                if (part[called[next]] == CounterSpecialist.UNKNOWN_EPOCH) {
                    (when.required()[called[next]] ? certain : open).add(called[next]);
                }
            }
            if (!certain.isEmpty() && when.ret()[certain.first()] < callOf(earliest[v])) {
                return ConflictSet.of(certain.first(), earliest[v], latest[v]);
            }
            if (step[v] == NONE) {
                if (certain.isEmpty() && open.isEmpty()) {
                    return ConflictSet.of(latest[v], earliest[v]);
                }
                step[v] = certain.isEmpty() ? open.remove() : certain.remove();
            }
        }
        for (; next < called.length; next++) {
            if (part[called[next]] == CounterSpecialist.UNKNOWN_EPOCH && when.required()[called[next]]) {
                certain.add(called[next]);
            }
        }
        while (!certain.isEmpty()) {
            int operation = certain.remove();
            if (when.ret()[operation] < callOf(earliest[top + 1])) {
                return ConflictSet.of(operation, earliest[top + 1]);
            }
            step[++last] = operation;
        }
        top = last;
        return null;
    }

    private SpecialistResult line(SearchBudget budget) {
        byte[] lined = new byte[part.length];
        int[] state = new int[part.length];
        for (int i = 0; i < part.length; i++) {
            if (part[i] == CounterSpecialist.READ) {
                lined[i] = KnownOrderScheduler.AT;
                state[i] = (int) value[i];
            }
        }
        for (int v = 1; v <= top; v++) {
            KnownOrderScheduler.step(lined, state, step, step[v], v);
        }
        return new KnownOrderScheduler(when, lined, state, step, top).decide(budget);
    }
}
