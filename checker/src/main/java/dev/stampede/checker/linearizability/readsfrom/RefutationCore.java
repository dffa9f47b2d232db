package dev.stampede.checker.linearizability.readsfrom;

import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Determines the operations that a refutation depends on, and reduces their number.
 *
 * <p>The refutation is traced back through the learned clauses to the given ones: which uses must have a source, and
 * which lemmas were needed. Then uses are removed as long as the rest is refuted (halves, quarters, and so on; A.
 * Zeller, R. Hildebrandt, 2002). Removing a use only removes the requirement that it has a source, so a refutation of
 * the rest refutes the whole.
 */
final class RefutationCore {
    private static final long STEPS_PER_TRY = 20_000;
    private static final int MAX_TRIES = 200;
    private static final int MAX_USES = 2_000;
    private static final int MAX_NAMED = 2;

    private final ReadsFromSearch search;
    private final SearchBudget budget;

    RefutationCore(ReadsFromSearch search, SearchBudget budget) {
        this.search = search;
        this.budget = budget;
    }

    /** The operations of the smallest refutation that was found. */
    int[] find() {
        Footprint footprint = new Footprint(search.solver());
        if (footprint.uses.size() > MAX_USES) {
            return operations(footprint);
        }
        int[] uses = footprint.uses.stream().mapToInt(Integer::intValue).toArray();
        Footprint smaller = refute(uses);
        for (int tries = 0, chunk = Math.max(1, uses.length / 2);
                smaller != null && uses.length > 1 && chunk >= 1;
                chunk /= 2) {
            for (int from = 0; from < uses.length && tries < MAX_TRIES && !budget.outOfTime(); ) {
                int[] rest = without(uses, from, Math.min(uses.length, from + chunk));
                Footprint refuted = rest.length == 0 ? null : refute(rest);
                tries++;
                if (refuted == null) {
                    from += chunk;
                } else {
                    smaller = refuted;
                    uses = rest;
                }
            }
        }
        return operations(smaller == null ? footprint : smaller);
    }

    private static int[] without(int[] uses, int from, int to) {
        return IntStream.concat(Arrays.stream(uses, 0, from), Arrays.stream(uses, to, uses.length))
                .toArray();
    }

    private @Nullable Footprint refute(int[] uses) {
        boolean[] some = new boolean[search.columns().size];
        for (int use : uses) {
            some[use] = true;
        }
        ReadsFromSearch reduced = search.only(some);
        return reduced.refutes(STEPS_PER_TRY) ? new Footprint(reduced.solver()) : null;
    }

    /** The uses, the operations behind the lemmas, and the operations that ended the values of the uses. */
    private int[] operations(Footprint footprint) {
        Set<Integer> all = new LinkedHashSet<>(footprint.uses);
        all.addAll(footprint.witnesses);
        Columns ops = search.columns();
        for (int use : footprint.uses) {
            if (ops.kind[use] != Columns.EXCLUDE) {
                for (int source : search.sources().lastThatEndTooEarly(use, MAX_NAMED)) {
                    all.add(source);
                    all.add(search.sources().ender(source));
                }
            }
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The clauses that a refutation depends on. */
    private static final class Footprint {
        final Set<Integer> uses = new TreeSet<>();
        final Set<Integer> witnesses = new LinkedHashSet<>();
        private final Set<Clause> known = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Deque<Clause> open = new ArrayDeque<>();

        Footprint(ClauseSolver solver) {
            add(solver.refutation());
            while (!open.isEmpty()) {
                Clause clause = open.remove();
                if (clause.use != Clause.LEMMA) {
                    uses.add(clause.use);
                }
                for (int witness : clause.witnesses) {
                    witnesses.add(witness);
                }
                for (Clause antecedent : clause.antecedents) {
                    add(antecedent);
                }
                for (int literal : clause.literals) {
                    add(solver.reasonWithoutDecision(Clause.variable(literal)));
                }
            }
        }

        private void add(@Nullable Clause clause) {
            if (clause != null && known.add(clause)) {
                open.add(clause);
            }
        }
    }
}
