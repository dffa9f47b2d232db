package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The clauses with two or more literals, and unit propagation with two watched literals per clause (M. Moskewicz et
 * al., "Chaff", 2001).
 *
 * <p>The watched literals are the first two of a clause. As long as neither is false, the clause is neither false nor a
 * reason, so it is visited only when one of them becomes false; undoing assignments requires no work. Not thread-safe.
 */
final class WatchedClauses {
    private static final Clause[] NO_CLAUSES = {};

    private final Trail trail;
    private Clause[][] watching = new Clause[2048][];
    private int[] watchers = new int[2048];

    WatchedClauses(Trail trail) {
        this.trail = trail;
        Arrays.fill(watching, NO_CLAUSES);
    }

    /** Reserves room for this many variables. */
    void ensure(int variables) {
        int size = watching.length;
        if (2 * variables > size) {
            watchers = Arrays.copyOf(watchers, 2 * size);
            watching = Arrays.copyOf(watching, 2 * size);
            Arrays.fill(watching, size, 2 * size, NO_CLAUSES);
        }
    }

    /** Adds a clause of at least two literals. */
    void add(Clause clause) {
        watch(clause.literals[0], clause);
        watch(clause.literals[1], clause);
    }

    private void watch(int literal, Clause clause) {
        Clause[] list = watching[literal];
        int count = watchers[literal];
        if (count == list.length) {
            list = Arrays.copyOf(list, Math.max(4, 2 * count));
            watching[literal] = list;
        }
        list[count] = clause;
        watchers[literal] = count + 1;
    }

    /** Propagates a literal that became false; returns a clause that is false, or null. */
    @Nullable
    Clause propagate(int falseNow) {
        Clause[] list = watching[falseNow];
        int count = watchers[falseNow];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            Clause clause = list[i];
            int[] literals = clause.literals;
            if (literals[0] == falseNow) {
                literals[0] = literals[1];
                literals[1] = falseNow;
            }
            if (trail.truth(literals[0]) > 0) {
                list[kept++] = clause;
                continue;
            }
            int other = 2;
            while (other < literals.length && trail.truth(literals[other]) < 0) {
                other++;
            }
            if (other < literals.length) {
                clause.swap(1, other);
                watch(literals[1], clause);
                continue;
            }
            list[kept++] = clause;
            if (trail.truth(literals[0]) < 0) {
                System.arraycopy(list, i + 1, list, kept, count - i - 1);
                watchers[falseNow] = kept + count - i - 1;
                return clause;
            }
            trail.assign(literals[0], clause);
        }
        watchers[falseNow] = kept;
        return null;
    }

    /** Removes clauses, none of which is a reason. */
    void remove(Set<Clause> gone) {
        for (int literal = 0; literal < 2 * trail.variables(); literal++) {
            Clause[] list = watching[literal];
            int kept = 0;
            for (int i = 0; i < watchers[literal]; i++) {
                if (!gone.contains(list[i])) {
                    list[kept++] = list[i];
                }
            }
            watchers[literal] = kept;
        }
    }
}
