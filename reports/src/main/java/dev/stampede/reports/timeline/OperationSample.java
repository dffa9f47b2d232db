package dev.stampede.reports.timeline;

import dev.stampede.checker.history.data.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The operations that a page embeds: all operations if they are few enough; otherwise those that the verdict names,
 * those in the opening window, and an even selection of the rest.
 *
 * <p>Immutable.
 */
public final class OperationSample {
    /** The maximum number of operations that a page embeds. */
    public static final int MAX_OPERATIONS = 1_000_000;

    private final int[] numbers;
    private final int total;

    private OperationSample(int[] numbers, int total) {
        this.numbers = numbers;
        this.total = total;
    }

    /** The numbers of the operations, ascending. */
    public IntStream numbers() {
        return IntStream.of(numbers);
    }

    /** The number of operations in the sample. */
    public int size() {
        return numbers.length;
    }

    /** The number of operations of the run. */
    public int total() {
        return total;
    }

    /** Selects at most {@code limit} operations, plus those that the verdict names. Deterministic, O(n). */
    public static OperationSample choose(
            List<Operation> operations, int limit, Set<Integer> named, OpeningWindow focus) {
        int total = operations.size();
        if (total <= limit) {
            return new OperationSample(IntStream.range(0, total).toArray(), total);
        }
        boolean[] chosen = new boolean[total];
        int n = 0;
        for (int i : named) {
            if (i >= 0 && i < total && !chosen[i]) {
                chosen[i] = true;
                n++;
            }
        }
        for (int i = 0; i < total && n < limit / 2 && !focus.whole(); i++) {
            if (!chosen[i] && inside(operations.get(i), focus)) {
                chosen[i] = true;
                n++;
            }
        }
        double step = Math.max(1, (double) total / Math.max(1, limit - n));
        for (double at = 0; at < total && n < limit; at += step) {
            if (!chosen[(int) at]) {
                chosen[(int) at] = true;
                n++;
            }
        }
        return new OperationSample(
                IntStream.range(0, total).filter(i -> chosen[i]).toArray(), total);
    }

    private static boolean inside(Operation o, OpeningWindow focus) {
        return o.invokedNanos() <= focus.toNanos() && o.completedNanos() >= focus.fromNanos();
    }

    /** Whether some operations are omitted. */
    public boolean partial() {
        return numbers.length < total;
    }
}
