package dev.stampede.checker.linearizability.readsfrom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Learns a clause from a conflict by resolution up to the first unique implication point (J. Marques-Silva, K.
 * Sakallah, "GRASP", 1999; L. Zhang et al., ICCAD 2001).
 *
 * <p>The false clause is resolved with the reasons of its literals, the latest first, until one literal of the highest
 * level is left. Then each literal is removed whose reason clause contains, apart from that literal, only literals of
 * the learned clause and literals of level 0 (N. Sörensson, A. Biere, "Minimizing learned clauses", SAT 2009). Both
 * steps are resolutions, so the learned clause follows from the clauses that were used; these become its antecedents.
 * Not thread-safe.
 */
final class ConflictAnalysis {
    private final Trail trail;
    private final ClauseSolver.Theory theory;

    /** The variables that the clause contains, or contained before they were resolved. */
    private boolean[] seen = new boolean[1024];

    private int[] literals = new int[16];
    private int size;
    private final List<Clause> antecedents = new ArrayList<>();

    ConflictAnalysis(Trail trail, ClauseSolver.Theory theory) {
        this.trail = trail;
        this.theory = theory;
    }

    /**
     * Learns a clause from one that is false. The first literal of the result, and only that one, is of the highest
     * level.
     */
    Clause learn(Clause conflict) {
        if (seen.length < trail.variables()) {
            seen = Arrays.copyOf(seen, 2 * trail.variables());
        }
        size = 1;
        antecedents.clear();
        int open = 0;
        int at = trail.size() - 1;
        int resolved = -1;
        Clause clause = conflict;
        do {
            open += resolve(clause, resolved);
            while (!seen[trail.literal(at) >> 1]) {
                at--;
            }
            resolved = trail.literal(at--);
            Clause next = trail.reason(resolved >> 1);
            clause = next == null ? clause : next;
            open--;
        } while (open > 0);
        literals[0] = Clause.negation(resolved);
        int[] shorter = withoutImplied();
        for (int i = 0; i < size; i++) {
            seen[literals[i] >> 1] = false;
        }
        for (int i = at + 1; i < trail.size(); i++) {
            seen[trail.literal(i) >> 1] = false;
        }
        return Clause.learned(shorter, antecedents.toArray(Clause[]::new));
    }

    /** Adds the literals of a clause except the resolved one; returns how many of them have the highest level. */
    private int resolve(Clause clause, int resolved) {
        antecedents.add(clause);
        int ofHighest = 0;
        for (int literal : clause.literals) {
            int variable = literal >> 1;
            if (literal != resolved && !seen[variable] && trail.level(variable) > 0) {
                seen[variable] = true;
                theory.involved(variable);
                if (trail.level(variable) >= trail.levels()) {
                    ofHighest++;
                } else {
                    literals = size == literals.length ? Arrays.copyOf(literals, 2 * size) : literals;
                    literals[size++] = literal;
                }
            }
        }
        return ofHighest;
    }

    /** Removes literals that follow from the others in one step. */
    private int[] withoutImplied() {
        int[] kept = new int[size];
        int count = 0;
        kept[count++] = literals[0];
        for (int i = 1; i < size; i++) {
            Clause because = trail.reason(literals[i] >> 1);
            if (because != null && followsFromSeen(because, literals[i])) {
                antecedents.add(because);
            } else {
                kept[count++] = literals[i];
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private boolean followsFromSeen(Clause because, int literal) {
        for (int other : because.literals) {
            int variable = other >> 1;
            if (variable != literal >> 1 && !seen[variable] && trail.level(variable) > 0) {
                return false;
            }
        }
        return true;
    }
}
