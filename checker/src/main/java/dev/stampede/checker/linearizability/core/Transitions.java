package dev.stampede.checker.linearizability.core;

import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states of a model, and its inputs with their outputs, as dense numbers. Each transition is computed only once.
 *
 * <p>Not thread-safe: one per search. A kind is an input with its output and effect; operations of one kind differ only
 * in their times. Kinds whose form determines everything need no table. For the others, transitions are stored in rows
 * of kinds by state while these are few, otherwise in a hash table with open addressing.
 *
 * <p>An indeterminate operation that leaves the state unchanged is equivalent to one without effect, so such
 * transitions are omitted. Exception: kinds that overwrite, because they make earlier writes irrelevant.
 */
public final class Transitions<S, I, O> {
    /** The result of {@link #next} if no state follows. */
    public static final int ILLEGAL = -1;

    /** The state of forms that are possible in no state. */
    private static final int NOWHERE = -2;

    private static final int UNKNOWN = 0;
    private static final int ROW_LIMIT = 4096;
    private static final long BYTES_PER_STATE = 72;

    private final Model<S, I, O> model;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final Map<Kind<I, O>, Integer> kindNumbers = new HashMap<>(128);
    private final List<Kind<I, O>> kinds = new ArrayList<>();
    private final List<int[]> choices = new ArrayList<>();
    private TransitionForm[] forms = new TransitionForm[16];
    private boolean[] certain = new boolean[16];
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int undeclared;
    private int[][] rows = new int[16][];
    private @Nullable PackedMap sparse;
    private @Nullable SearchBudget budget;

    /** The common properties of interchangeable operations; the hash is computed once per operation. */
    private record Kind<I, O>(I input, @Nullable O output, boolean certain) {
        @Override
        public int hashCode() {
            O answer = output;
            return (31 * input.hashCode() + (answer == null ? 0 : answer.hashCode())) * 2 + (certain ? 1 : 0);
        }

        @Override
        public boolean equals(@Nullable Object o) {
            return o instanceof Kind<?, ?> other
                    && certain == other.certain
                    && input.equals(other.input)
                    && java.util.Objects.equals(output, other.output);
        }
    }

    Transitions(Model<S, I, O> model) {
        this.model = model;
        number(model.initial());
    }

    /** The kinds of calls, numbered from 0 in the order of their first call. */
    @SuppressWarnings("unchecked") // the calls are those of the model
    int[] kindsOf(ObservedCall<?, ?>[] calls) {
        int[] numbers = new int[calls.length];
        for (int i = 0; i < calls.length; i++) {
            numbers[i] = kind((ObservedCall<I, O>) calls[i]);
        }
        return numbers;
    }

    int kind(ObservedCall<I, O> call) {
        Kind<I, O> kind = new Kind<>(call.input(), call.output(), call.certain());
        Integer known = kindNumbers.putIfAbsent(kind, kinds.size());
        if (known == null) {
            kinds.add(kind);
            declare(kinds.size() - 1, kind);
            return kinds.size() - 1;
        }
        return known;
    }

    private void declare(int number, Kind<I, O> kind) {
        if (number == forms.length) {
            forms = Arrays.copyOf(forms, 2 * number);
            certain = Arrays.copyOf(certain, 2 * number);
            from = Arrays.copyOf(from, 2 * number);
            to = Arrays.copyOf(to, 2 * number);
        }
        certain[number] = kind.certain();
        boolean unknownOutput = kind.certain() && kind.output() == null;
        Shape<S> shape = unknownOutput ? new Shape.Changes<>() : model.shape(kind.input(), kind.output());
        set(number, TransitionForm.CHANGES, NOWHERE, NOWHERE);
        if (shape instanceof Shape.Undeclared) {
            undeclared++;
        } else if (shape instanceof Shape.Overwrites<S> overwrites) {
            set(number, TransitionForm.OVERWRITES, NOWHERE, number(overwrites.next()));
        } else if (shape instanceof Shape.Moves<S> moves) {
            int start = number(moves.from());
            int end = number(moves.to());
            set(number, !kind.certain() && start == end ? TransitionForm.USELESS : TransitionForm.MOVES, start, end);
        } else if (shape instanceof Shape.Yields<S> yields) {
            set(number, TransitionForm.YIELDS, NOWHERE, number(yields.to()));
        } else if (shape instanceof Shape.Adds) {
            set(number, TransitionForm.ADDS, NOWHERE, NOWHERE);
        } else if (!(shape instanceof Shape.Changes)) {
            declareObserver(number, kind.certain(), shape);
        }
    }

    private void declareObserver(int number, boolean certain, Shape<S> shape) {
        if (!certain) {
            set(number, TransitionForm.USELESS, NOWHERE, NOWHERE);
        } else if (shape instanceof Shape.Reads<S> reads) {
            set(number, TransitionForm.READS, number(reads.state()), NOWHERE);
        } else if (shape instanceof Shape.Excludes<S> excludes) {
            set(number, TransitionForm.EXCLUDES, number(excludes.state()), NOWHERE);
        } else {
            set(number, TransitionForm.OBSERVES, NOWHERE, NOWHERE);
        }
    }

    private void set(int kind, TransitionForm form, int start, int end) {
        forms[kind] = form;
        from[kind] = start;
        to[kind] = end;
    }

    /** Charges all further steps of the model to this budget. */
    public void charge(SearchBudget to) {
        budget = to;
    }

    public int kinds() {
        return kinds.size();
    }

    /** The number of states found so far. */
    public int states() {
        return states.size();
    }

    S state(int number) {
        return states.get(number);
    }

    Model<S, I, O> model() {
        return model;
    }

    /** Whether operations of a kind certainly took effect. */
    public boolean certain(int kind) {
        return certain[kind];
    }

    /** The form of a kind. */
    public TransitionForm form(int kind) {
        return forms[kind];
    }

    /** The state in which a kind that reads or moves is possible, or in which a kind that excludes is impossible. */
    public int from(int kind) {
        return from[kind];
    }

    /** The state to which a kind leads, if its form determines it. */
    public int to(int kind) {
        return to[kind];
    }

    /** Whether operations that do not overwrite may lead from one state to another. */
    public boolean mayLead(int start, int end) {
        return start == end || model.mayLead(states.get(start), states.get(end));
    }

    /**
     * Derives the forms of kinds that the model does not declare, if its states are few: computes the step of each such
     * kind in each reachable state. Gives up after {@code questions} steps and leaves the forms unknown.
     *
     * @throws SearchBudget.Exhausted if the budget is exhausted
     */
    public void derive(int questions) {
        if (undeclared == 0) {
            return;
        }
        int asked = 0;
        for (int state = 0; state < states.size(); state++) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                if (forms[kind].asks() && asked++ > questions) {
                    return;
                }
                next(state, kind);
            }
        }
        for (int kind = 0; kind < kinds.size(); kind++) {
            if (forms[kind] == TransitionForm.CHANGES) {
                deriveForm(kind);
            }
        }
    }

    private void deriveForm(int kind) {
        int possible = 0;
        int lastPossible = NOWHERE;
        int lastImpossible = NOWHERE;
        int result = NOWHERE;
        boolean observes = true;
        boolean oneResult = true;
        for (int state = 0; state < states.size(); state++) {
            int next = next(state, kind);
            if (next == ILLEGAL) {
                lastImpossible = state;
                continue;
            }
            if (next < ILLEGAL) {
                return;
            }
            possible++;
            lastPossible = state;
            observes &= next == state;
            oneResult &= result == NOWHERE || result == next;
            result = next;
        }
        int impossible = states.size() - possible;
        if (observes) {
            deriveObserver(kind, possible, lastPossible, lastImpossible);
        } else if (oneResult
                && (impossible == 0 || (impossible == 1 && lastImpossible == result && idles(kind, result)))) {
            set(kind, TransitionForm.OVERWRITES, NOWHERE, result);
        } else if (oneResult) {
            set(kind, possible == 1 ? TransitionForm.MOVES : TransitionForm.YIELDS, lastPossible, result);
        }
    }

    /** Whether an indeterminate operation is omitted in a state only because it leaves the state unchanged. */
    private boolean idles(int kind, int state) {
        Kind<I, O> asked = kinds.get(kind);
        S unchanged = states.get(state);
        return !asked.certain()
                && model.step(unchanged, asked.input(), asked.output()).equals(List.of(unchanged));
    }

    private void deriveObserver(int kind, int possible, int lastPossible, int lastImpossible) {
        if (!certain[kind]) {
            set(kind, TransitionForm.USELESS, NOWHERE, NOWHERE);
        } else if (possible <= 1) {
            set(kind, TransitionForm.READS, lastPossible, NOWHERE);
        } else if (states.size() - possible == 1) {
            set(kind, TransitionForm.EXCLUDES, lastImpossible, NOWHERE);
        } else {
            set(kind, TransitionForm.OBSERVES, NOWHERE, NOWHERE);
        }
    }

    /**
     * The state after an operation of a kind: {@link #ILLEGAL}, or the number of a state, or, for several states, a
     * negative number less than {@link #ILLEGAL}, which {@link #choices} resolves.
     *
     * @throws SearchBudget.Exhausted if the budget is exhausted
     */
    public int next(int state, int kind) {
        return switch (forms[kind]) {
            case READS -> state == from[kind] ? state : ILLEGAL;
            case EXCLUDES -> state == from[kind] ? ILLEGAL : state;
            case OVERWRITES -> to[kind];
            case MOVES -> state == from[kind] ? to[kind] : ILLEGAL;
            case USELESS -> ILLEGAL;
            case OBSERVES, YIELDS, ADDS, CHANGES -> asked(state, kind);
        };
    }

    private int asked(int state, int kind) {
        if (kinds.size() > ROW_LIMIT) {
            return sparseNext(state, kind);
        }
        if (state >= rows.length) {
            rows = Arrays.copyOf(rows, Math.max(2 * rows.length, state + 1));
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

    /** The states that a negative result of {@link #next} stands for. */
    public int[] choices(int complement) {
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

    /** 0 means unknown, 1 illegal, 2 + s the state s, a negative number several states. */
    private int encode(int[] next) {
        if (next.length == 0) {
            return 1;
        }
        if (next.length == 1) {
            return 2 + next[0];
        }
        choices.add(next);
        hold(24 + 4L * next.length);
        return -choices.size();
    }

    private static int decode(int code) {
        return code < 0 ? code - 1 : code - 2;
    }

    private int[] ask(int state, int kind) {
        SearchBudget charged = budget;
        if (charged != null && (charged.outOfTime() || charged.outOfMemory())) {
            throw new SearchBudget.Exhausted();
        }
        Kind<I, O> asked = kinds.get(kind);
        List<S> next = model.step(states.get(state), asked.input(), asked.output());
        if (next.isEmpty()) {
            return new int[0];
        }
        if (next.size() == 1) {
            int only = number(next.get(0));
            return only == state && !asked.certain() ? new int[0] : new int[] {only};
        }
        return next.stream()
                .mapToInt(this::number)
                .distinct()
                .filter(number -> asked.certain() || number != state)
                .toArray();
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
