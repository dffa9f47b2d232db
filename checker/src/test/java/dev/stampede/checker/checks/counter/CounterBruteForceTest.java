package dev.stampede.checker.checks.counter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.linearizability.core.NaiveSearch;
import dev.stampede.checker.model.Model;
import dev.stampede.checker.model.ObservedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Compares the check with the definition: some order of the increments that succeeded, of any of those with an unknown outcome, and
 * of the reads explains all results. A read may take effect at any time before its completion, because it may be stale.
 *
 * <p>Histories come from a correct counter; then one operation is changed.
 */
class CounterBruteForceTest {
    private static final int ROUNDS = 2_000;
    private static final long UNKNOWN = -1;

    /**
     * An operation.
     *
     * @param kind {@code i} for an increment, {@code t} for an attempt to set the count, {@code g} for a read
     * @param base the count before it, according to its own read; for a read the count that it returned
     * @param outcome as its client knows it
     */
    private record Op(int client, char kind, long base, Outcome outcome, long from, long to) {
        boolean lost() {
            return outcome == Outcome.INDETERMINATE;
        }
    }

    /** Adds one to {@code from} or, if that is unknown, to any count. */
    private record Add(long from) {}

    /** A counter whose increments may require a count, and return it. An input that is not an {@link Add} is a read. */
    private static final class Definition implements Model<Long, Object, Long> {
        @Override
        public Long initial() {
            return 0L;
        }

        @Override
        public List<Long> step(Long state, Object input, @Nullable Long output) {
            if (input instanceof Add add) {
                boolean fits = add.from() == UNKNOWN || add.from() == state;
                return fits && (output == null || output == state + 1) ? List.of(state + 1) : List.of();
            }
            return state.equals(output) ? List.of(state) : List.of();
        }
    }

    @Test
    void check_without_requests_agrees_with_the_definition() {
        agrees(new SplittableRandom(31), false);
    }

    @Test
    void check_with_the_versions_of_requests_agrees_with_the_definition() {
        agrees(new SplittableRandom(32), true);
    }

    private static void agrees(SplittableRandom random, boolean versioned) {
        int valid = 0;
        int invalid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Op> ops = bend(draw(random, 2 + random.nextInt(5)), random);
            boolean defined = NaiveSearch.linearizable(new Definition(), calls(ops, versioned));
            boolean found = !history(ops, versioned)
                    .check("versioned=" + versioned)
                    .violations()
                    .isEmpty();
            assertThat(found).as("round %d: %s", round, ops).isEqualTo(!defined);
            valid += defined ? 1 : 0;
            invalid += defined ? 0 : 1;
        }
        assertThat(valid).isGreaterThan(ROUNDS / 8);
        assertThat(invalid).isGreaterThan(ROUNDS / 8);
    }

    /** Operations of a correct counter: each takes effect at a point of its interval; a lost one perhaps. */
    private static List<Op> draw(SplittableRandom random, int size) {
        List<Op> ops = new ArrayList<>();
        long count = 0;
        for (int i = 0; i < size; i++) {
            long point = 100L + 20L * i;
            long from = point - random.nextInt(45);
            long to = point + random.nextInt(45);
            int draw = random.nextInt(10);
            if (draw < 2) {
                long stale = random.nextInt((int) count + 1);
                ops.add(new Op(i, 'g', stale, Outcome.OK, from, to));
            } else {
                boolean lost = draw < 5;
                char kind = random.nextInt(3) == 0 ? 't' : 'i';
                ops.add(new Op(i, kind, count, lost ? Outcome.INDETERMINATE : Outcome.OK, from, to));
                count += lost && random.nextBoolean() ? 0 : 1;
            }
        }
        return ops;
    }

    /** Changes the count of one operation, its outcome, or its time; or nothing. */
    private static List<Op> bend(List<Op> ops, SplittableRandom random) {
        int which = random.nextInt(ops.size());
        Op op = ops.get(which);
        int change = random.nextInt(4);
        if (change == 0) {
            long base = Math.max(0, op.base() + 1 - 2 * random.nextInt(2));
            ops.set(which, new Op(op.client(), op.kind(), base, op.outcome(), op.from(), op.to()));
        } else if (change == 1) {
            long by = 60L * (random.nextInt(3) - 1);
            ops.set(which, new Op(op.client(), op.kind(), op.base(), op.outcome(), op.from() + by, op.to() + by));
        } else if (change == 2 && op.kind() != 'g') {
            ops.set(which, new Op(op.client(), op.kind(), op.base(), Outcome.FAILED, op.from(), op.to()));
        }
        return ops;
    }

    private static List<ObservedCall<Object, Long>> calls(List<Op> ops, boolean versioned) {
        boolean known = versioned && ops.stream().anyMatch(CounterBruteForceTest::shown);
        List<ObservedCall<Object, Long>> calls = new ArrayList<>();
        for (Op op : ops) {
            int number = calls.size();
            if (op.kind() == 'g') {
                calls.add(ObservedCall.certain(number, op.client(), "a", "read", op.base(), 0, op.to()));
            } else if (op.lost()) {
                Add add = new Add(op.kind() == 't' || known ? op.base() : UNKNOWN);
                calls.add(ObservedCall.possible(number, op.client(), "a", add, op.from()));
            } else if (op.outcome() == Outcome.OK) {
                Add add = new Add(op.kind() == 't' ? op.base() : UNKNOWN);
                calls.add(ObservedCall.certain(number, op.client(), "a", add, op.base() + 1, op.from(), op.to()));
            }
        }
        return calls;
    }

    /** Whether the operation shows the count of a version. */
    private static boolean shown(Op op) {
        return op.outcome() == Outcome.OK && (op.kind() == 'i' || (op.kind() == 'g' && op.base() > 0));
    }

    private static CounterHistoryBuilder history(List<Op> ops, boolean versioned) {
        CounterHistoryBuilder history = new CounterHistoryBuilder();
        for (Op op : ops) {
            if (op.kind() == 'g') {
                if (versioned && op.base() > 0) {
                    history.saw(op.client(), op.base(), op.from(), op.to());
                } else {
                    history.sawCopy(op.client(), op.base(), op.from(), op.to());
                }
            } else if (op.kind() == 't') {
                history.tried(op.client(), op.base(), op.outcome(), op.from(), op.to());
            } else if (op.lost()) {
                if (versioned) {
                    history.lostAfter(op.client(), op.base(), op.from(), op.to());
                } else {
                    history.lost(op.client(), op.from(), op.to());
                }
            } else if (op.outcome() == Outcome.FAILED) {
                history.refusedOnRetry(op.client(), op.base(), op.from(), op.to());
            } else if (versioned) {
                history.wrote(op.client(), op.base() + 1, op.base() + 1, op.from(), op.to());
            } else {
                history.counted(op.client(), op.base() + 1, op.from(), op.to());
            }
        }
        return history;
    }
}
