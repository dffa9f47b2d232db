package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * The sources that a use may read from: its domain.
 *
 * <p>A source s is <em>possible</em> for a use u of its value v if s is called before u returns, and if v can last
 * until u is called: the breaker of v after the return of s ({@link Breakers}) does not return before u is called. The
 * return of that breaker is the <em>end</em> of s. For an optional source without a deadline the second condition
 * always holds.
 *
 * <p><b>Foundedness.</b> A move is a source only if its required value can be current before the move returns. The
 * earliest instant at which a value can be current is the least fixpoint of two rules: a write's value is current from
 * its call at the earliest; a move's value from its call, but not before its required value. It is computed like
 * shortest paths (E. W. Dijkstra, 1959), because a move never makes a value current earlier than its required value.
 *
 * <p>The sources of a value are sorted by their calls. For the sources with a return, the maximum of the ends over the
 * prefix is stored, too, so that a backward scan from the use's return can stop where no earlier source lasts until the
 * use is called.
 */
final class Sources {
    private static final int NOT_STARTED = -2;

    private final Columns ops;
    private final Breakers breakers;
    private final boolean[] founded;

    /** Sources with a return: one list per value, and a last list for all values. */
    final Listing bounded;

    /** Optional sources without a deadline. */
    final Listing open;

    private final int[] end;
    private final int[] longestEnd;
    private final int[] nextWrite;
    private final int[] latestNextWrite;
    private final int[] boundedAt;
    private final int[] openAt;

    Sources(Columns ops, Breakers breakers) {
        this.ops = ops;
        this.breakers = breakers;
        this.founded = founded();
        this.bounded = new Listing(false);
        this.open = new Listing(true);
        this.end = new int[bounded.all.length];
        this.longestEnd = new int[bounded.all.length];
        this.nextWrite = new int[bounded.all.length];
        this.latestNextWrite = new int[bounded.all.length];
        for (int list = 0; list <= ops.values; list++) {
            for (int i = bounded.start[list]; i < bounded.start[list + 1]; i++) {
                int source = bounded.all[i];
                boolean first = i == bounded.start[list];
                end[i] = breakers.end(ops.yields[source], ops.ret[source]);
                longestEnd[i] = first ? end[i] : Math.max(longestEnd[i - 1], end[i]);
                nextWrite[i] = breakers.nextWrite(ops.ret[source]);
                latestNextWrite[i] = first ? nextWrite[i] : Math.max(latestNextWrite[i - 1], nextWrite[i]);
            }
        }
        this.boundedAt = new int[ops.size];
        this.openAt = new int[ops.size];
        Arrays.fill(boundedAt, NOT_STARTED);
    }

    /** The same sources; {@link #next} starts again. */
    Sources(Sources other) {
        this.ops = other.ops;
        this.breakers = other.breakers;
        this.founded = other.founded;
        this.bounded = other.bounded;
        this.open = other.open;
        this.end = other.end;
        this.longestEnd = other.longestEnd;
        this.nextWrite = other.nextWrite;
        this.latestNextWrite = other.latestNextWrite;
        this.boundedAt = new int[ops.size];
        this.openAt = new int[ops.size];
        Arrays.fill(boundedAt, NOT_STARTED);
    }

    /** Lists of sources by value; the list with number {@link Columns#values} contains those of all values. */
    final class Listing {
        final int[] start = new int[ops.values + 2];
        final int[] all;

        private Listing(boolean endless) {
            for (int i = 0; i < ops.size; i++) {
                if (belongs(i, endless)) {
                    start[ops.yields[i] + 1]++;
                    start[ops.values + 1]++;
                }
            }
            for (int v = 0; v <= ops.values; v++) {
                start[v + 1] += start[v];
            }
            all = new int[start[ops.values + 1]];
            int[] next = Arrays.copyOf(start, ops.values + 1);
            for (int i = 0; i < ops.size; i++) {
                if (belongs(i, endless)) {
                    all[next[ops.yields[i]]++] = i;
                    all[next[ops.values]++] = i;
                }
            }
        }

        private boolean belongs(int i, boolean endless) {
            return ops.isSource(i) && founded[i] && (ops.ret[i] == Columns.NEVER) == endless;
        }

        /**
         * The index of the last source in a list that is called before a rank; one before the list's start if there is
         * none.
         */
        int lastCalledBefore(int list, int rank) {
            int low = start[list];
            int high = start[list + 1];
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (ops.call[all[middle]] < rank) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low - 1;
        }
    }

    private boolean[] founded() {
        int[] first = new int[ops.values];
        Arrays.fill(first, Columns.NEVER);
        int[] start = new int[ops.values + 1];
        PriorityQueue<Long> queue = new PriorityQueue<>();
        for (int i = ops.size - 1; i >= 0; i--) {
            if (ops.kind[i] == Columns.MOVE) {
                start[ops.needs[i] + 1]++;
            } else if (ops.kind[i] == Columns.WRITE) {
                first[ops.yields[i]] = ops.call[i];
            }
        }
        for (int v = 0; v < ops.values; v++) {
            start[v + 1] += start[v];
            if (first[v] != Columns.NEVER) {
                queue.add(entry(first[v], v));
            }
        }
        int[] moves = new int[start[ops.values]];
        int[] next = Arrays.copyOf(start, ops.values);
        for (int i = 0; i < ops.size; i++) {
            if (ops.kind[i] == Columns.MOVE) {
                moves[next[ops.needs[i]]++] = i;
            }
        }
        boolean[] found = new boolean[ops.size];
        for (int i = 0; i < ops.size; i++) {
            found[i] = ops.kind[i] == Columns.WRITE;
        }
        while (!queue.isEmpty()) {
            long entry = queue.remove();
            int value = (int) entry;
            int since = (int) (entry >> 32);
            if (since > first[value]) {
                continue;
            }
            for (int i = start[value]; i < start[value + 1]; i++) {
                int move = moves[i];
                int then = Math.max(since, ops.call[move]);
                if (since < ops.ret[move]) {
                    found[move] = true;
                    if (then < first[ops.yields[move]]) {
                        first[ops.yields[move]] = then;
                        queue.add(entry(then, ops.yields[move]));
                    }
                }
            }
        }
        return found;
    }

    private static long entry(int since, int value) {
        return ((long) since << 32) | value;
    }

    private int list(int use) {
        return ops.kind[use] == Columns.EXCLUDE ? ops.values : ops.needs[use];
    }

    /** Whether any source is possible for a use that requires one value. */
    boolean any(int use) {
        int value = ops.needs[use];
        int last = bounded.lastCalledBefore(value, ops.ret[use]);
        return (last >= bounded.start[value] && longestEnd[last] >= ops.call[use])
                || open.lastCalledBefore(value, ops.ret[use]) >= open.start[value];
    }

    /**
     * At most {@code most} further possible sources of a use, those called last first; those with a return come before
     * those without.
     */
    int[] next(int use, int most) {
        int list = list(use);
        if (boundedAt[use] == NOT_STARTED) {
            boundedAt[use] = bounded.lastCalledBefore(list, ops.ret[use]);
            openAt[use] = open.lastCalledBefore(list, ops.ret[use]);
        }
        int[] found = new int[Math.min(most, 16)];
        int count = 0;
        while (count < most && moreBounded(use, list)) {
            int at = boundedAt[use]--;
            if (end[at] >= ops.call[use] && fits(bounded.all[at], use)) {
                found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                found[count++] = bounded.all[at];
            }
        }
        while (count < most && openAt[use] >= open.start[list]) {
            int source = open.all[openAt[use]--];
            if (fits(source, use)) {
                found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                found[count++] = source;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private boolean fits(int source, int use) {
        return source != use && ops.feeds(source, use);
    }

    private boolean moreBounded(int use, int list) {
        return boundedAt[use] >= bounded.start[list] && longestEnd[boundedAt[use]] >= ops.call[use];
    }

    /** Whether {@link #next} may find more. */
    boolean hasNext(int use) {
        int list = list(use);
        return boundedAt[use] == NOT_STARTED || moreBounded(use, list) || openAt[use] >= open.start[list];
    }

    /**
     * Whether the source at this index of {@link #bounded} can last until a move is called, and no certain write lies
     * between the return of the source and a rank.
     */
    boolean lasts(int at, int move, int until) {
        return end[at] >= ops.call[move] && nextWrite[at] >= until;
    }

    /**
     * Whether a certain write lies between the return of a source and a rank, for each source of the list up to this
     * index of {@link #bounded}.
     */
    boolean noneLasts(int at, int until) {
        return latestNextWrite[at] < until;
    }

    /** The end of the source at this index of {@link #bounded}. */
    int endAt(int at) {
        return end[at];
    }

    /**
     * At most {@code most} of the last sources of a use that have a return and set the right value, but end too early.
     */
    int[] lastThatEndTooEarly(int use, int most) {
        int value = ops.needs[use];
        int[] found = new int[most];
        int count = 0;
        for (int at = bounded.lastCalledBefore(value, ops.ret[use]); at >= bounded.start[value] && count < most; at--) {
            if (end[at] < ops.call[use]) {
                found[count++] = bounded.all[at];
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** The certain operation that ends a source's value; -1 if there is none. */
    int ender(int source) {
        return ops.ret[source] == Columns.NEVER ? -1 : breakers.breaker(ops.yields[source], ops.ret[source]);
    }
}
