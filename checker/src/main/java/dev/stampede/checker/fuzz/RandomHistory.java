package dev.stampede.checker.fuzz;

import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ObservedCall.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Generates a small history. Operations are called, take effect and return in a random order, so the history is
 * linearizable by construction. Then, in two of three histories, some outputs and return times are changed.
 *
 * <p>Some operations are indeterminate: they take effect at any time after their call, or never; some of them have a
 * correct upper bound of this time. Some events have equal times.
 */
public final class RandomHistory<S, I, O> {
    private static final int MAX_CLIENTS = 5;

    private final OperationAlphabet<S, I, O> alphabet;
    private final SplittableRandom random;
    private final List<Draft<I, O>> drafts = new ArrayList<>();
    private final List<Draft<I, O>> abandoned = new ArrayList<>();
    private S state;
    private long time;

    /** An operation in progress. */
    private static final class Draft<I, O> {
        final int client;
        final I input;
        final long called;

        @Nullable
        O output;

        Effect effect = Effect.POSSIBLE;
        long returned = ObservedCall.NEVER;
        boolean tookEffect;

        Draft(int client, I input, long called) {
            this.client = client;
            this.input = input;
            this.called = called;
        }
    }

    private RandomHistory(OperationAlphabet<S, I, O> alphabet, SplittableRandom random) {
        this.alphabet = alphabet;
        this.random = random;
        this.state = alphabet.model().initial();
    }

    /** The history of this seed, with 1 to {@code mostCalls} calls. */
    public static <S, I, O> List<ObservedCall<I, O>> make(
            OperationAlphabet<S, I, O> alphabet, long seed, int mostCalls) {
        return make(alphabet, seed, mostCalls, MAX_CLIENTS);
    }

    /** The history of this seed, with 1 to {@code mostCalls} calls by at most {@code mostClients} clients. */
    public static <S, I, O> List<ObservedCall<I, O>> make(
            OperationAlphabet<S, I, O> alphabet, long seed, int mostCalls, int mostClients) {
        return new RandomHistory<>(alphabet, new SplittableRandom(seed)).make(mostCalls, mostClients);
    }

    private List<ObservedCall<I, O>> make(int mostCalls, int mostClients) {
        run(1 + random.nextInt(mostCalls), 1 + random.nextInt(mostClients), random.nextInt(4) * 0.15);
        if (random.nextInt(3) > 0) {
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                change(drafts.get(random.nextInt(drafts.size())));
            }
        }
        List<ObservedCall<I, O>> calls = new ArrayList<>();
        for (Draft<I, O> draft : drafts) {
            calls.add(new ObservedCall<>(
                    calls.size(),
                    draft.client,
                    "",
                    draft.input,
                    draft.output,
                    draft.effect,
                    draft.called,
                    draft.returned));
        }
        return calls;
    }

    private void run(int size, int clients, double indeterminate) {
        List<@Nullable Draft<I, O>> open = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            open.add(null);
        }
        boolean busy = true;
        while (busy) {
            int client = random.nextInt(clients);
            time += random.nextInt(4) == 0 ? 0 : 1;
            open.set(client, step(client, open.get(client), size, indeterminate));
            settleAbandoned();
            busy = drafts.size() < size || open.stream().anyMatch(draft -> draft != null);
        }
    }

    /** One event of a client; returns the operation that is open afterwards. */
    private @Nullable Draft<I, O> step(int client, @Nullable Draft<I, O> open, int size, double indeterminate) {
        if (open == null) {
            return drafts.size() < size ? call(client) : null;
        }
        if (open.tookEffect) {
            open.returned = time;
            return null;
        }
        if (random.nextDouble() < indeterminate) {
            abandoned.add(open);
            return null;
        }
        answer(open);
        return open;
    }

    private Draft<I, O> call(int client) {
        Draft<I, O> draft = new Draft<>(client, pick(alphabet.inputs().apply(client)), time);
        drafts.add(draft);
        return draft;
    }

    /** Lets an operation take effect if it has a possible output in the present state. */
    private void answer(Draft<I, O> draft) {
        List<O> answers = alphabet.outputs().apply(draft.input).stream()
                .filter(output ->
                        !alphabet.model().step(state, draft.input, output).isEmpty())
                .toList();
        if (answers.isEmpty()) {
            abandoned.add(draft);
            draft.tookEffect = true;
            return;
        }
        draft.output = pick(answers);
        draft.effect = Effect.CERTAIN;
        draft.tookEffect = true;
        state = pick(alphabet.model().step(state, draft.input, draft.output));
    }

    /** Lets an indeterminate operation take effect at some time, or end without effect. */
    private void settleAbandoned() {
        if (abandoned.isEmpty() || random.nextInt(3) > 0) {
            return;
        }
        Draft<I, O> draft = abandoned.remove(random.nextInt(abandoned.size()));
        List<S> next = alphabet.model().step(state, draft.input, null);
        if (!draft.tookEffect && random.nextBoolean() && !next.isEmpty()) {
            state = pick(next);
        }
        if (draft.returned == ObservedCall.NEVER && random.nextInt(3) == 0) {
            draft.returned = time;
        }
    }

    private void change(Draft<I, O> draft) {
        if (draft.effect == Effect.CERTAIN && random.nextInt(3) > 0) {
            draft.output = pick(alphabet.outputs().apply(draft.input));
        } else if (draft.returned != ObservedCall.NEVER) {
            draft.returned = draft.called + random.nextInt((int) (draft.returned - draft.called) + 1);
        }
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
