package dev.stampede.checker.checks.naming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.OperationInput;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Compares the rules with the definition: a history is correct if some order of its operations (and of any subset of
 * those with lost responses) respects their intervals, the order of the zxids, and all results.
 *
 * <p>Histories are generated from a correct name, then one result is changed. A violation that the check reports must
 * be one by definition; if all operations with responses are registrations, changes and strict reads, the converse
 * holds, too.
 */
class NamingBruteForceTest {
    private static final long NONE = 0;

    /**
     * An operation on the name. {@code shown} is the mzxid of the state that a read returned, or that a write wrote;
     * {@code lost} says that the response was lost.
     */
    private record Op(int client, char kind, long zxid, long shown, boolean lost, long from, long to) {}

    @Test
    void check_small_histories_with_an_explaining_order_are_never_violations() {
        SplittableRandom random = new SplittableRandom(11);
        int broken = 0;
        int right = 0;
        for (int round = 0; round < 4_000; round++) {
            List<Op> ops = bend(draw(random, 6, true), random);
            boolean explained = explained(ops, new ArrayList<>(), NONE, NONE);
            boolean found = !tell(ops).check().violations().isEmpty();
            if (explained) {
                assertThat(found).as("round %d: %s", round, ops).isFalse();
            }
            broken += found ? 1 : 0;
            right += explained ? 1 : 0;
        }
        assertThat(broken).isGreaterThan(500);
        assertThat(right).isGreaterThan(500);
    }

    @Test
    void check_small_histories_without_removals_and_losses_agrees_with_the_definition() {
        SplittableRandom random = new SplittableRandom(12);
        int broken = 0;
        for (int round = 0; round < 4_000; round++) {
            List<Op> ops = bend(draw(random, 6, false), random);
            boolean explained = explained(ops, new ArrayList<>(), NONE, NONE);
            assertThat(tell(ops).check().violations().isEmpty())
                    .as("round %d: %s", round, ops)
                    .isEqualTo(explained);
            broken += explained ? 0 : 1;
        }
        assertThat(broken).isBetween(500, 3_500);
    }

    /** Operations of a correct name: each takes effect at a point of its interval. */
    private static List<Op> draw(SplittableRandom random, int size, boolean all) {
        List<Op> ops = new ArrayList<>();
        long state = NONE;
        long zxid = 4;
        for (int i = 0; i < size; i++) {
            long point = 100L + 20L * i;
            long from = point - random.nextInt(45);
            long to = point + random.nextInt(45);
            boolean lost = all && random.nextInt(5) == 0;
            boolean write = random.nextBoolean();
            if (write && state == NONE) {
                state = ++zxid;
                ops.add(new Op(i, 'r', zxid, zxid, lost, from, to));
            } else if (write && all && random.nextBoolean()) {
                state = NONE;
                ops.add(new Op(i, 'u', ++zxid, NONE, lost, from, to));
            } else if (write) {
                state = ++zxid;
                ops.add(new Op(i, 'c', zxid, zxid, lost, from, to));
            } else {
                ops.add(new Op(i, 'g', NONE, state, false, from, to));
            }
        }
        return ops;
    }

    /** Changes the state that one read returns, or moves one operation in time. */
    private static List<Op> bend(List<Op> ops, SplittableRandom random) {
        int which = random.nextInt(ops.size());
        Op op = ops.get(which);
        if (op.kind() == 'g' && random.nextInt(3) != 0) {
            Op other = ops.get(random.nextInt(ops.size()));
            ops.set(which, new Op(op.client(), 'g', NONE, other.shown(), false, op.from(), op.to()));
        } else {
            long by = 60L * (random.nextInt(3) - 1);
            ops.set(
                    which,
                    new Op(op.client(), op.kind(), op.zxid(), op.shown(), op.lost(), op.from() + by, op.to() + by));
        }
        return ops;
    }

    /** Whether the remaining operations can follow those already in the order. */
    private static boolean explained(List<Op> ops, List<Op> taken, long state, long zxid) {
        if (ops.stream().allMatch(o -> taken.contains(o) || o.lost())) {
            return true;
        }
        for (Op next : ops) {
            if (taken.contains(next) || ops.stream().anyMatch(o -> mustGoBefore(o, next, taken))) {
                continue;
            }
            boolean write = next.kind() != 'g';
            // The zxid of a write with a lost response is known only if a read showed its state.
            boolean known = write && (!next.lost() || ops.stream().anyMatch(o -> shows(o, next)));
            if (known && next.zxid() <= zxid) {
                continue;
            }
            boolean fits =
                    switch (next.kind()) {
                        case 'r' -> state == NONE;
                        case 'c', 'u' -> state != NONE;
                        default -> state == next.shown();
                    };
            if (fits) {
                taken.add(next);
                long after = next.kind() == 'u' ? NONE : write ? next.zxid() : state;
                boolean done = explained(ops, taken, after, known ? next.zxid() : zxid);
                taken.remove(next);
                if (done) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean shows(Op reader, Op writer) {
        return reader.kind() == 'g' && writer.kind() != 'u' && reader.shown() == writer.zxid();
    }

    private static boolean mustGoBefore(Op earlier, Op later, List<Op> taken) {
        return !taken.contains(earlier) && !earlier.lost() && !earlier.equals(later) && earlier.to() < later.from();
    }

    private static NameHistoryBuilder tell(List<Op> ops) {
        NameHistoryBuilder history = new NameHistoryBuilder();
        for (Op o : ops) {
            String uri = "u" + o.zxid();
            switch (o.kind()) {
                case 'g' -> {
                    if (o.shown() == NONE) {
                        history.sawNone(o.client(), "strict-look-up", o.from(), o.to());
                    } else {
                        history.saw(o.client(), "strict-look-up", "u" + o.shown(), o.shown(), 0, o.from(), o.to());
                    }
                }
                case 'u' -> {
                    if (o.lost()) {
                        history.lost(o.client(), "unregister", null, o.from(), o.to());
                    } else {
                        history.unregistered(o.client(), 0, o.zxid(), o.from(), o.to());
                    }
                }
                default -> {
                    String function = o.kind() == 'r' ? "register" : "change";
                    if (o.lost()) {
                        history.lost(o.client(), function, uri, o.from(), o.to());
                    } else {
                        history.wrote(
                                o.client(),
                                OperationInput.of(function, uri),
                                o.zxid(),
                                o.kind() == 'r' ? o.zxid() : 0,
                                o.from(),
                                o.to());
                    }
                }
            }
        }
        return history;
    }
}
