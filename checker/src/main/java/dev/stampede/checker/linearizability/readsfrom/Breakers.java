package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;

/**
 * Finds in constant time the certain operation that ends a value first.
 *
 * <p>A certain operation <em>breaks</em> a value v if it cannot stand between two operations of one cluster ({@link
 * Chains}) of v: a write or a move (it starts another cluster), a read of another value, or a failed compare-and-set
 * that expected v. {@link #breaker} finds, of those called after an instant, the one that returns first. If an
 * operation of a cluster of v returned at that instant, no operation of the same cluster can be called after the
 * breaker's return.
 *
 * <p>All tables are minima over suffixes of the order of calls. There are two tables for reads: the read that returns
 * first, and the first of those that returned another value than that one.
 */
final class Breakers {
    private static final int NONE = -1;

    private final Columns ops;
    private final int[] update;
    private final int[] write;
    private final int[] read;
    private final int[] otherRead;
    private final int[] excludeStart;
    private final int[] excludes;
    private final int[] firstExclude;

    Breakers(Columns ops) {
        this.ops = ops;
        int size = ops.size;
        update = none(size + 1);
        write = none(size + 1);
        read = none(size + 1);
        otherRead = none(size + 1);
        excludeStart = new int[ops.values + 1];
        for (int i = size - 1; i > 0; i--) {
            update[i] = update[i + 1];
            write[i] = write[i + 1];
            read[i] = read[i + 1];
            otherRead[i] = otherRead[i + 1];
            if (ops.optional[i]) {
                continue;
            }
            switch (ops.kind[i]) {
                case Columns.READ -> addRead(i);
                case Columns.EXCLUDE -> excludeStart[ops.needs[i] + 1]++;
                default -> {
                    update[i] = earlier(i, update[i]);
                    write[i] = ops.kind[i] == Columns.WRITE ? earlier(i, write[i]) : write[i];
                }
            }
        }
        for (int v = 0; v < ops.values; v++) {
            excludeStart[v + 1] += excludeStart[v];
        }
        excludes = new int[excludeStart[ops.values]];
        firstExclude = new int[excludes.length];
        listExcludes();
    }

    private static int[] none(int size) {
        int[] none = new int[size];
        Arrays.fill(none, NONE);
        return none;
    }

    private int earlier(int one, int other) {
        return other == NONE || (one != NONE && ops.ret[one] < ops.ret[other]) ? one : other;
    }

    private void addRead(int i) {
        int first = read[i];
        if (first == NONE || ops.ret[i] < ops.ret[first]) {
            otherRead[i] = first == NONE || ops.needs[first] == ops.needs[i] ? otherRead[i] : first;
            read[i] = i;
        } else if (ops.needs[first] != ops.needs[i]) {
            otherRead[i] = earlier(i, otherRead[i]);
        }
    }

    private void listExcludes() {
        int[] next = Arrays.copyOf(excludeStart, ops.values);
        for (int i = 1; i < ops.size; i++) {
            if (ops.kind[i] == Columns.EXCLUDE) {
                excludes[next[ops.needs[i]]++] = i;
            }
        }
        for (int v = 0; v < ops.values; v++) {
            int best = NONE;
            for (int i = excludeStart[v + 1] - 1; i >= excludeStart[v]; i--) {
                best = earlier(excludes[i], best);
                firstExclude[i] = best;
            }
        }
    }

    /**
     * Of the certain operations that break a value and are called after a rank, the one that returns first; -1 if there
     * is none.
     */
    int breaker(int value, int rank) {
        int from = ops.firstCalledAfter(rank);
        int best = update[from];
        int reading = read[from] != NONE && ops.needs[read[from]] == value ? otherRead[from] : read[from];
        best = earlier(reading, best);
        int low = excludeStart[value];
        int end = excludeStart[value + 1];
        if (low < end) {
            int at = Arrays.binarySearch(excludes, low, end, from);
            at = at < 0 ? ~at : at;
            best = at < end ? earlier(firstExclude[at], best) : best;
        }
        return best;
    }

    /** The return of the breaker of a value after a rank; {@link Columns#NEVER} if there is none. */
    int end(int value, int rank) {
        int breaker = rank == Columns.NEVER ? NONE : breaker(value, rank);
        return breaker == NONE ? Columns.NEVER : ops.ret[breaker];
    }

    /** The return of the first certain write that is called after a rank; {@link Columns#NEVER} if there is none. */
    int nextWrite(int rank) {
        int first = write[ops.firstCalledAfter(rank)];
        return first == NONE ? Columns.NEVER : ops.ret[first];
    }
}
