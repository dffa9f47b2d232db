package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model with its states, and its inputs with their outputs, as dense numbers, and each transition asked for only once.
 *
 * <p>Not thread-safe: one per search. A kind is an input with its output; operations of one kind are interchangeable but
 * for their times. Transitions are kept in rows of kinds by state while there are few, else in a table with open
 * addressing.
 */
final class Transitions<S, I, O> {
    /** The answer of {@link #next} where no state follows. */
    static final int ILLEGAL = -1;

    private static final int UNKNOWN = 0;
    private static final int ROW_LIMIT = 4096;
    private static final long BYTES_PER_STATE = 72;

    private final Model<S, I, O> model;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final Map<Kind<I, O>, Integer> kindNumbers = new HashMap<>();
    private final List<Kind<I, O>> kinds = new ArrayList<>();
    private final List<int[]> choices = new ArrayList<>();
    private int[][] rows = new int[16][];
    private @Nullable PackedMap sparse;
    private @Nullable SearchBudget budget;

    private record Kind<I, O>(I input, @Nullable O output) {}

    Transitions(Model<S, I, O> model) {
        this.model = model;
        number(model.initial());
    }

    /** The number of the kind of a call; kinds are numbered from 0 in the order of their first call. */
    int kind(ObservedCall<I, O> call) {
        Kind<I, O> kind = new Kind<>(call.input(), call.output());
        Integer known = kindNumbers.putIfAbsent(kind, kinds.size());
        if (known == null) {
            kinds.add(kind);
            return kinds.size() - 1;
        }
        return known;
    }

    /** From now on each step of the model is charged to this budget. */
    void charge(SearchBudget to) {
        budget = to;
    }

    int kinds() {
        return kinds.size();
    }

    /** How many states have been seen. */
    int states() {
        return states.size();
    }

    S state(int number) {
        return states.get(number);
    }

    Model<S, I, O> model() {
        return model;
    }

    /**
     * The state after an operation of a kind: {@link #ILLEGAL}, or a state's number, or, if there are several, the
     * complement of a number for {@link #choices}.
     *
     * @throws SearchBudget.Exhausted if the budget is over
     */
    int next(int state, int kind) {
        if (kinds.size() > ROW_LIMIT) {
            return sparseNext(state, kind);
        }
        if (state >= rows.length) {
            rows = java.util.Arrays.copyOf(rows, Math.max(2 * rows.length, state + 1));
        }
        int[] row = rows[state];
        if (row == null) {
            row = new int[kinds.size()];
            rows[state] = row;
            hold(16 + 4L * row.length);
        }
        int known = row[kind];
        if (known == UNKNOWN) {
            known = encode(ask(state, kind));
            row[kind] = known;
        }
        return decode(known);
    }

    /** The states that {@link #next} left to choose from. */
    int[] choices(int complement) {
        return choices.get(~complement - 1);
    }

    private int sparseNext(int state, int kind) {
        PackedMap map = sparse;
        if (map == null) {
            map = new PackedMap();
            sparse = map;
        }
        long key = ((long) state << 32) | kind;
        int known = map.get(key);
        if (known == UNKNOWN) {
            known = encode(ask(state, kind));
            hold(map.put(key, known));
        }
        return decode(known);
    }

    /** 0 is not known, 1 is illegal, 2 + s is the state s, negative is several. */
    private int encode(List<S> next) {
        if (next.isEmpty()) {
            return 1;
        }
        if (next.size() == 1) {
            return 2 + number(next.get(0));
        }
        choices.add(next.stream().mapToInt(this::number).distinct().toArray());
        hold(24 + 4L * next.size());
        return -choices.size();
    }

    private static int decode(int code) {
        return code < 0 ? code - 1 : code - 2;
    }

    private List<S> ask(int state, int kind) {
        SearchBudget charged = budget;
        if (charged != null && (charged.outOfTime() || charged.outOfMemory())) {
            throw new SearchBudget.Exhausted();
        }
        Kind<I, O> asked = kinds.get(kind);
        return model.step(states.get(state), asked.input(), asked.output());
    }

    private int number(S state) {
        Integer known = numbers.putIfAbsent(state, states.size());
        if (known != null) {
            return known;
        }
        states.add(state);
        hold(BYTES_PER_STATE + model.weigh(state));
        return states.size() - 1;
    }

    private void hold(long bytes) {
        if (budget != null) {
            budget.hold(bytes);
        }
    }
}
