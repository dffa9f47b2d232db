package dev.stampede.checker.linearizability.specialists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.fuzz.Fuzzer;
import dev.stampede.checker.fuzz.Fuzzer.Decider;
import dev.stampede.checker.fuzz.OperationAlphabet;
import dev.stampede.checker.fuzz.RandomHistory;
import dev.stampede.checker.fuzz.SpecialAlphabets;
import dev.stampede.checker.linearizability.core.NaiveSearch;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.Relaxation;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every specialist that does not refuse has the verdict of the naive search on random small histories, with a witness
 * that can be replayed, or with suspects.
 *
 * <p>It uses two fifths of the histories that the property {@code stampede.fuzz} requests per model, from the seed
 * {@code stampede.fuzz.seed} on.
 */
class SpecialistFuzzTest {
    private static final int HISTORIES = Integer.getInteger("stampede.fuzz", 10_000) / 5 * 2;
    private static final long FIRST_SEED = Long.getLong("stampede.fuzz.seed", 0);
    private static final int MAX_CALLS = 8;
    private static final CheckBudget BUDGET = CheckBudget.of(Duration.ofHours(5), 1 << 28);

    static Stream<OperationAlphabet<?, ?, ?>> alphabets() {
        return SpecialAlphabets.all();
    }

    @ParameterizedTest
    @MethodSource("alphabets")
    void decide_random_small_histories_agrees_with_the_naive_search(OperationAlphabet<?, ?, ?> alphabet) {
        Tally tally = fuzz(alphabet);

        assertThat(tally.accepted()).as("accepted often: %s", tally).isGreaterThan(HISTORIES / 40);
        assertThat(tally.refuted()).as("refuted often: %s", tally).isGreaterThan(HISTORIES / 400);
    }

    private record Tally(int accepted, int refuted, int refused) {}

    private static <S, I, O> Tally fuzz(OperationAlphabet<S, I, O> alphabet) {
        int accepted = 0;
        int refuted = 0;
        int refused = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed++) {
            List<ObservedCall<I, O>> calls = changed(RandomHistory.make(alphabet, seed, MAX_CALLS), seed);
            boolean anybody = false;
            for (Specialist specialist : Specialists.of(alphabet.model())) {
                Decider<I, O> naive = some -> Optional.of(NaiveSearch.linearizable(alphabet.model(), some));
                Optional<Boolean> found = decide(specialist, alphabet.model(), calls);
                if (found.isPresent()) {
                    Fuzzer.agree(alphabet, seed, calls, naive, some -> decide(specialist, alphabet.model(), some));
                }
                anybody |= found.isPresent();
                accepted += found.orElse(false) ? 1 : 0;
                refuted += found.orElse(true) ? 0 : 1;
            }
            refused += anybody ? 0 : 1;
        }
        return new Tally(accepted, refuted, refused);
    }

    /**
     * Sometimes without one of the calls, or with one of them earlier or later; with some that may not have taken
     * effect although their outputs are known; and with zxids of varying quality.
     */
    private static <I, O> List<ObservedCall<I, O>> changed(List<ObservedCall<I, O>> calls, long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        List<ObservedCall<I, O>> changed = new ArrayList<>(calls);
        int at = random.nextInt(calls.size());
        ObservedCall<I, O> call = calls.get(at);
        switch (random.nextInt(3)) {
            case 0 -> {}
            case 1 -> changed.remove(at);
            default -> {
                long by = random.nextInt(9) - 4L;
                long returned = call.returned() == ObservedCall.NEVER ? ObservedCall.NEVER : call.returned() + by;
                changed.set(
                        at,
                        new ObservedCall<>(
                                call.number(),
                                call.client(),
                                "",
                                call.input(),
                                call.output(),
                                call.effect(),
                                call.called() + by,
                                returned));
            }
        }
        if (random.nextInt(4) == 0) {
            changed.replaceAll(each -> each.certain() && random.nextInt(3) == 0 ? Relaxation.call(each) : each);
        }
        boolean zxids = random.nextInt(4) == 0;
        changed.replaceAll(each -> zxids && each.certain()
                ? each.withZxid(100 + (random.nextBoolean() ? each.called() : each.returned()))
                : each);
        return changed;
    }

    /** The verdict of a specialist; a witness that cannot be replayed does not count as acceptance. */
    private static <S, I, O> Optional<Boolean> decide(
            Specialist specialist, Model<S, I, O> model, List<ObservedCall<I, O>> calls) {
        SpecialistResult result =
                specialist.decide(Problem.of(model, calls), SearchBudget.of(BUDGET, Long.MAX_VALUE / 2));
        if (result instanceof SpecialistResult.Accepted accepted) {
            return Optional.of(replays(model, calls, accepted.witness()));
        }
        if (result instanceof SpecialistResult.Refuted refuted) {
            assertThat(refuted.suspects())
                    .as("%s on %s", specialist.name(), calls)
                    .isNotEmpty();
            return Optional.of(false);
        }
        return Optional.empty();
    }

    private static <S, I, O> boolean replays(Model<S, I, O> model, List<ObservedCall<I, O>> calls, int[] witness) {
        boolean[] placed = new boolean[calls.size()];
        Set<S> states = Set.of(model.initial());
        long latestCall = Long.MIN_VALUE;
        for (int operation : witness) {
            ObservedCall<I, O> call = calls.get(operation);
            if (placed[operation] || call.returned() < latestCall) {
                return false;
            }
            placed[operation] = true;
            latestCall = Math.max(latestCall, call.called());
            Set<S> next = new LinkedHashSet<>();
            states.forEach(state -> next.addAll(model.step(state, call.input(), call.output())));
            states = next;
        }
        for (int i = 0; i < placed.length; i++) {
            if (!placed[i] && calls.get(i).certain()) {
                return false;
            }
        }
        return !states.isEmpty();
    }
}
