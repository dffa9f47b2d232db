package dev.stampede.checker.checks.barrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.linearizability.core.NaiveSearch;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares the rules for passing, entering and leaving with their definitions, on small random histories. */
class BarrierBruteForceTest {
    private static final int ROUNDS = 3_000;

    private record Op(int client, char kind, Outcome outcome, long from, long to) {}

    /** A barrier that is set (true) or lifted: {@code s}, {@code l}; a client passes ({@code p}) only if it is lifted. */
    private static final class Definition implements Model<Boolean, Character, Boolean> {
        @Override
        public Boolean initial() {
            return false;
        }

        @Override
        public List<Boolean> step(Boolean set, Character input, @Nullable Boolean output) {
            return switch (input) {
                case 's' -> List.of(true);
                case 'l' -> List.of(false);
                default -> set ? List.of() : List.of(false);
            };
        }
    }

    /** If one client after another sets and lifts, the rule is exact; otherwise what it finds is no order's. */
    @Test
    void check_passes_agree_with_the_definition() {
        SplittableRandom random = new SplittableRandom(41);
        int early = 0;
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean alternating = round % 2 == 0;
            List<Op> ops = changes(random, alternating);
            BarrierHistoryBuilder history = new BarrierHistoryBuilder();
            List<ObservedCall<Character, Boolean>> calls = new ArrayList<>();
            for (Op op : ops) {
                add(history, op);
                if (op.outcome() == Outcome.OK) {
                    calls.add(ObservedCall.certain(
                            calls.size(), op.client(), "a", op.kind(), true, op.from(), op.to()));
                } else if (op.outcome() == Outcome.INDETERMINATE) {
                    calls.add(ObservedCall.possible(calls.size(), op.client(), "a", op.kind(), op.from()));
                }
            }
            boolean defined = NaiveSearch.linearizable(new Definition(), calls);
            boolean found = history.kinds().contains("passed-early!");
            if (alternating) {
                assertThat(found).as("round %d: %s", round, ops).isEqualTo(!defined);
            } else if (found) {
                assertThat(defined).as("round %d: %s", round, ops).isFalse();
            }
            early += found ? 1 : 0;
            valid += defined ? 1 : 0;
        }
        assertThat(early).isGreaterThan(ROUNDS / 10);
        assertThat(valid).isGreaterThan(ROUNDS / 10);
    }

    private static List<Op> changes(SplittableRandom random, boolean alternating) {
        List<Op> ops = new ArrayList<>();
        long time = 10;
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            long from = alternating ? time + 1 + random.nextInt(10) : 10 + random.nextInt(60);
            long to = from + 1 + random.nextInt(20);
            int draw = random.nextInt(10);
            Outcome outcome = alternating || draw > 2 ? Outcome.OK : draw == 0 ? Outcome.FAILED : Outcome.INDETERMINATE;
            // Each change has a client of its own, so that no later request of its session bounds an unknown one.
            ops.add(new Op(10 + i, (i + (alternating ? 0 : random.nextInt(2))) % 2 == 0 ? 's' : 'l', outcome, from, to));
            time = to;
        }
        int waits = 1 + random.nextInt(alternating ? 3 : 2);
        for (int i = 0; i < waits; i++) {
            long from = 10 + random.nextInt(80);
            ops.add(new Op(i, 'p', Outcome.OK, from, from + 1 + random.nextInt(20)));
        }
        ops.sort(Comparator.comparingLong(Op::from));
        return ops;
    }

    private static void add(BarrierHistoryBuilder history, Op op) {
        switch (op.kind()) {
            case 's' -> history.set(op.client(), op.outcome(), op.from(), op.to());
            case 'l' -> history.lift(op.client(), op.outcome(), op.from(), op.to());
            case 'e' -> history.enter(op.client(), op.outcome(), op.from(), op.to());
            case 'v' -> history.leave(op.client(), op.outcome(), op.from(), op.to());
            default -> history.passed(op.client(), ResultCode.CONNECTIONLOSS, op.from(), op.to());
        }
    }

    /** Members enter and leave a barrier of two at random times; at each moment, those are counted that can be in it. */
    @Test
    void check_entries_agree_with_the_definition() {
        SplittableRandom random = new SplittableRandom(42);
        int early = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Op> ops = members(random);
            BarrierHistoryBuilder history = new BarrierHistoryBuilder();
            ops.forEach(op -> add(history, op));
            long expected = ops.stream()
                    .filter(op -> op.kind() == 'e' && op.outcome() == Outcome.OK)
                    .filter(op -> !everTwo(ops, op.to()))
                    .count();
            long found = history.kinds().stream().filter("entered-early!"::equals).count();
            assertThat(found).as("round %d: %s", round, ops).isEqualTo(expected);
            early += expected > 0 ? 1 : 0;
        }
        assertThat(early).isBetween(ROUNDS / 20, ROUNDS);
    }

    private static boolean everTwo(List<Op> ops, long until) {
        for (long moment = 0; moment <= until; moment++) {
            int present = 0;
            for (Op op : ops) {
                present += op.kind() == 'e' && op.from() <= moment && moment <= last(ops, op) ? 1 : 0;
            }
            if (present >= 2) {
                return true;
            }
        }
        return false;
    }

    /** The last moment at which a member can be in the barrier. */
    private static long last(List<Op> ops, Op enter) {
        if (enter.outcome() == Outcome.FAILED) {
            return enter.to();
        }
        return ops.stream()
                .filter(op -> op.kind() == 'v' && op.client() == enter.client() && op.outcome() == Outcome.OK)
                .mapToLong(Op::to)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static List<Op> members(SplittableRandom random) {
        List<Op> ops = new ArrayList<>();
        int members = 1 + random.nextInt(3);
        for (int client = 0; client < members; client++) {
            long from = 10 + random.nextInt(60);
            long to = from + random.nextInt(20);
            Outcome outcome = Outcome.values()[random.nextInt(4) % 3];
            ops.add(new Op(client, 'e', outcome, from, to));
            if (outcome != Outcome.FAILED && random.nextBoolean()) {
                Outcome left = Outcome.values()[random.nextInt(4) % 3];
                ops.add(new Op(client, 'v', left, to + 1, to + 1 + random.nextInt(20)));
            }
        }
        ops.sort(Comparator.comparingLong(Op::from));
        return ops;
    }
}
