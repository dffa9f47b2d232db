package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ObservedCall.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes small histories: linearizable by construction, and in half of the cases changed afterwards. */
final class RandomCalls<S, I, O> {
    private static final int CLIENTS = 3;

    private final Alphabet<S, I, O> alphabet;
    private final SplittableRandom random;
    private final List<ObservedCall<I, O>> calls = new ArrayList<>();
    private S state;

    private RandomCalls(Alphabet<S, I, O> alphabet, SplittableRandom random) {
        this.alphabet = alphabet;
        this.random = random;
        this.state = alphabet.model().initial();
    }

    static <S, I, O> List<ObservedCall<I, O>> make(Alphabet<S, I, O> alphabet, long seed, int most) {
        return new RandomCalls<>(alphabet, new SplittableRandom(seed)).make(most);
    }

    private List<ObservedCall<I, O>> make(int most) {
        int size = 1 + random.nextInt(most);
        int spread = 1 + random.nextInt(14);
        double possible = random.nextInt(3) * 0.2;
        for (int i = 0; i < size; i++) {
            add(i, spread, random.nextDouble() < possible);
        }
        if (random.nextBoolean()) {
            mutate(random.nextInt(size));
        }
        return calls;
    }

    private void add(int place, int spread, boolean possible) {
        int client = random.nextInt(CLIENTS);
        I input = pick(alphabet.inputs().apply(client));
        List<O> answers = alphabet.outputs().apply(input).stream()
                .filter(output -> !alphabet.model().step(state, input, output).isEmpty())
                .toList();
        O output = answers.isEmpty() || possible ? null : pick(answers);
        List<S> next = alphabet.model().step(state, input, output);
        if (next.isEmpty()) {
            return;
        }
        if (!possible || random.nextBoolean()) {
            state = pick(next);
        }
        long called = Math.max(0, 4L * place - random.nextInt(spread));
        long returned = 4L * place + random.nextInt(spread);
        calls.add(call(calls.size(), client, input, output, possible, called, returned));
    }

    private ObservedCall<I, O> call(
            int number, int client, I input, @Nullable O output, boolean possible, long called, long returned) {
        return possible
                ? new ObservedCall<>(
                        number,
                        client,
                        "",
                        input,
                        null,
                        Effect.POSSIBLE,
                        called,
                        random.nextInt(4) == 0 ? returned : ObservedCall.NEVER)
                : ObservedCall.certain(number, client, "", input, output, called, returned);
    }

    private void mutate(int index) {
        if (index >= calls.size()) {
            return;
        }
        ObservedCall<I, O> old = calls.get(index);
        O output = old.certain() ? pick(alphabet.outputs().apply(old.input())) : null;
        calls.set(
                index,
                new ObservedCall<>(
                        old.number(),
                        old.client(),
                        "",
                        old.input(),
                        output,
                        old.effect(),
                        old.called(),
                        old.returned()));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
