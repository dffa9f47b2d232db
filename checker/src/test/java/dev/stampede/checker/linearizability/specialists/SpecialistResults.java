package dev.stampede.checker.linearizability.specialists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.linearizability.core.NaiveSearch;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessValidator;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The expected result of a specialist for a few calls; the naive search and the replay must confirm its decisions. */
final class SpecialistResults {
    private SpecialistResults() {}

    /** Calls one after another, or with times; each is identified by its position, from 0. */
    static final class Calls<I, O> {
        private final List<ObservedCall<I, O>> calls = new ArrayList<>();

        Calls<I, O> ok(int client, I input, @Nullable O output, long from, long to) {
            calls.add(ObservedCall.certain(calls.size(), client, "", input, output, from, to));
            return this;
        }

        Calls<I, O> open(int client, I input, long from) {
            calls.add(ObservedCall.possible(calls.size(), client, "", input, from));
            return this;
        }

        /** Sets the zxid of the last call. */
        Calls<I, O> zxid(long zxid) {
            calls.set(calls.size() - 1, calls.get(calls.size() - 1).withZxid(zxid));
            return this;
        }
    }

    static <S, I, O> void accepts(Specialist specialist, Model<S, I, O> model, Calls<I, O> calls, int... witness) {
        assertThat(result(specialist, model, calls))
                .isInstanceOfSatisfying(SpecialistResult.Accepted.class, accepted -> {
                    assertThat(accepted.witness()).containsExactly(witness);
                    assertThat(WitnessValidator.objection(model, calls.calls, accepted.witness()))
                            .isNull();
                });
        assertThat(NaiveSearch.linearizable(model, calls.calls)).isTrue();
    }

    static <S, I, O> void refutes(Specialist specialist, Model<S, I, O> model, Calls<I, O> calls, int... suspects) {
        assertThat(refuted(specialist, model, calls).suspects()).containsExactly(suspects);
    }

    /** Refutes them, with any suspects. */
    static <S, I, O> SpecialistResult.Refuted refuted(Specialist specialist, Model<S, I, O> model, Calls<I, O> calls) {
        SpecialistResult result = result(specialist, model, calls);
        assertThat(result).isInstanceOf(SpecialistResult.Refuted.class);
        assertThat(NaiveSearch.linearizable(model, calls.calls)).isFalse();
        return (SpecialistResult.Refuted) result;
    }

    static <S, I, O> void refuses(Specialist specialist, Model<S, I, O> model, Calls<I, O> calls, String precondition) {
        assertThat(result(specialist, model, calls))
                .isInstanceOfSatisfying(SpecialistResult.Refused.class, refused -> assertThat(refused.detail())
                        .contains(precondition));
    }

    static <S, I, O> SpecialistResult result(Specialist specialist, Model<S, I, O> model, Calls<I, O> calls) {
        return result(specialist, model, calls, CheckBudget.of(Duration.ofMinutes(1), 1 << 26), Long.MAX_VALUE / 2);
    }

    static <S, I, O> SpecialistResult result(
            Specialist specialist, Model<S, I, O> model, Calls<I, O> calls, CheckBudget budget, long nanos) {
        return specialist.decide(Problem.of(model, calls.calls), SearchBudget.of(budget, nanos));
    }
}
