package dev.stampede.checker.linearizability.readsfrom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides clauses together with a theory, by learning from conflicts.
 *
 * <p>This is CDCL (J. Marques-Silva, K. Sakallah, "GRASP", 1999): assignments on a {@link Trail} are propagated through
 * the {@link WatchedClauses} until a clause is false; the {@link ConflictAnalysis} learns a clause from it that
 * excludes the same mistake; the search backtracks and continues. The theory is informed of each variable that becomes
 * true; if the true variables contradict the theory, it returns a clause that it implies and that is false ({@link
 * Theory}; R. Nieuwenhuis, A. Oliveras, C. Tinelli, "Solving SAT and SAT modulo theories", 2006). This class
 * propagates, backtracks, restarts, and deletes learned clauses.
 *
 * <p>Three things differ from the textbook, because here the trail is as long as the history and one conflict concerns
 * few operations:
 *
 * <ul>
 *   <li>A backjump over more than {@link #MAX_BACKJUMP_LEVELS} levels goes back one level only (A. Nadel, V. Ryvchin,
 *       "Chronological backtracking", SAT 2018). The learned literal then has a higher level than necessary, which is
 *       sound: its clause is its reason at every level.
 *   <li>If more than {@link #MAX_BACKJUMP_LEVELS} levels are open, a learned unit clause with a negative literal does
 *       not restart the search. Its variable is {@link #isMarkedFalse marked} and becomes false at level 0 with the
 *       next restart.
 *   <li>Clauses can be added at any level ({@link #add}), since {@link SourceChoice} lists the candidate sources of a
 *       read or move only when they are needed.
 * </ul>
 *
 * <p>Learned clauses keep references to the clauses that they come from, so that a refutation can be traced. Not
 * thread-safe.
 */
final class ClauseSolver {
    /** The longest backjump, in levels. */
    private static final int MAX_BACKJUMP_LEVELS = 50;

    /** Restart interval in conflicts: RESTART_UNIT × luby(n) × max(1, decision levels / LEVELS_PER_UNIT). */
    private static final int RESTART_UNIT = 100;

    private static final int LEVELS_PER_UNIT = 1_000;

    /** Learned clauses with at most this number of literals are never deleted. */
    private static final int PERMANENT_LENGTH = 4;

    /**
     * If there are more learned clauses than this at a restart, half of them are deleted. The limit grows with each
     * deletion.
     */
    private static final int FIRST_LEARNED_LIMIT = 10_000;

    private static final int LEARNED_LIMIT_INCREMENT = 2_000;

    /** The theory that gives the variables their meaning. */
    interface Theory {
        /** A variable became true; returns a clause that holds but is false now, or null. May call {@link #imply}. */
        @Nullable
        Clause assigned(int variable);

        /** Undoes {@link #assigned} for this variable, the last one that was not undone. */
        void undoAssigned(int variable);

        /** A variable that was true lost its value, whether or not {@link #assigned} was called for it. */
        void lostValue(int variable);

        /** A conflict depends on this variable. */
        void involved(int variable);
    }

    private final Theory theory;
    private final Trail trail = new Trail();
    private final WatchedClauses clauses = new WatchedClauses(trail);
    private final ConflictAnalysis analysis;

    /** For each variable that is {@link #isMarkedFalse marked} as false, its unit clause. */
    private @Nullable Clause[] falseBecause = new @Nullable Clause[1024];

    /** The marked variables that become false at level 0 with the next restart. */
    private final List<Integer> falseAtNextRestart = new ArrayList<>();

    /** The number of literals of the trail that have been propagated through the clauses. */
    private int propagated;

    /** The number of literals of the trail that have been passed to the theory. */
    private int passedToTheory;

    private final List<Clause> learned = new ArrayList<>();
    private int learnedLimit = FIRST_LEARNED_LIMIT;
    private long conflicts;
    private long sinceRestart;
    private long restarts;
    private long restartInterval = RESTART_UNIT;
    private long literalsHeld;
    private @Nullable Clause refutation;

    ClauseSolver(Theory theory) {
        this.theory = theory;
        this.analysis = new ConflictAnalysis(trail, theory);
    }

    int newVariable() {
        int variable = trail.newVariable();
        clauses.ensure(variable + 1);
        if (variable == falseBecause.length) {
            falseBecause = Arrays.copyOf(falseBecause, 2 * variable);
        }
        return variable;
    }

    int variables() {
        return trail.variables();
    }

    /** 1 if a literal is true, -1 if it is false, 0 if its variable has no value. */
    int truth(int literal) {
        return trail.truth(literal);
    }

    boolean isFree(int variable) {
        return trail.isFree(variable);
    }

    /** Whether a unit clause makes this variable false. The trail may not show it until the next restart. */
    boolean isMarkedFalse(int variable) {
        return falseBecause[variable] != null;
    }

    long conflicts() {
        return conflicts;
    }

    /**
     * The number of literals and antecedents of all clauses. Includes deleted clauses, because they can be antecedents
     * of learned clauses and then stay in memory.
     */
    long literalsHeld() {
        return literalsHeld;
    }

    /** The clause that contradicts the facts at level 0; null if none was found. */
    @Nullable
    Clause refutation() {
        return refutation;
    }

    /** The clause that made a literal true or false at level 0, or null. */
    @Nullable
    Clause reasonWithoutDecision(int variable) {
        return !trail.isFree(variable) && trail.level(variable) == 0 ? trail.reason(variable) : null;
    }

    /**
     * Adds a clause. If all its literals are false, returns the clause, which must be resolved as a conflict. If all
     * except one are false, makes that literal true.
     */
    @Nullable
    Clause add(Clause clause) {
        int[] literals = clause.literals;
        literalsHeld += literals.length;
        int notFalse = 0;
        for (int i = 0; i < literals.length && notFalse < 2; i++) {
            if (truth(literals[i]) >= 0) {
                clause.swap(notFalse++, i);
            }
        }
        for (int place = notFalse; place < 2 && place < literals.length; place++) {
            int latest = place;
            for (int i = place + 1; i < literals.length; i++) {
                latest = trail.level(literals[i] >> 1) > trail.level(literals[latest] >> 1) ? i : latest;
            }
            clause.swap(place, latest);
        }
        if (literals.length > 1) {
            clauses.add(clause);
        }
        if (notFalse == 0) {
            return clause;
        }
        if (notFalse == 1 && truth(literals[0]) == 0) {
            imply(literals[0], clause);
        }
        return null;
    }

    /** Makes a literal true because of a clause whose other literals are false. */
    void imply(int literal, @Nullable Clause because) {
        trail.assign(literal, because);
    }

    /** Makes a variable true as a decision. */
    void decide(int variable) {
        trail.openLevel();
        imply(2 * variable, null);
    }

    /** Whether an assignment has not been propagated yet. */
    boolean isBehind() {
        return passedToTheory < trail.size();
    }

    /** Propagates all assignments; returns a clause that is false, or null. */
    @Nullable
    Clause propagate() {
        while (passedToTheory < trail.size()) {
            while (propagated < trail.size()) {
                Clause conflict = clauses.propagate(Clause.negation(trail.literal(propagated++)));
                if (conflict != null) {
                    return conflict;
                }
            }
            int literal = trail.literal(passedToTheory++);
            if (!Clause.negative(literal)) {
                Clause never = falseBecause[literal >> 1];
                Clause conflict = theory.assigned(literal >> 1);
                if (never != null || conflict != null) {
                    return never != null ? never : conflict;
                }
            }
        }
        return null;
    }

    private void backTo(int level) {
        if (trail.levels() <= level) {
            return;
        }
        int from = trail.start(level);
        while (trail.size() > from) {
            boolean wasExamined = trail.size() <= passedToTheory;
            int literal = trail.removeLast();
            if (!Clause.negative(literal)) {
                if (wasExamined) {
                    theory.undoAssigned(Clause.variable(literal));
                }
                theory.lostValue(Clause.variable(literal));
            }
        }
        trail.closeLevels(level);
        propagated = from;
        passedToTheory = from;
    }

    /** Undoes all decisions. */
    void restart() {
        backTo(0);
        for (int variable : falseAtNextRestart) {
            if (isFree(variable)) {
                imply(2 * variable + 1, falseBecause[variable]);
            }
        }
        falseAtNextRestart.clear();
    }

    /**
     * Learns from a clause that is false, and backtracks; returns false if the contradiction does not depend on any
     * decision.
     */
    boolean resolve(Clause conflict) {
        conflicts++;
        int highest = 0;
        for (int literal : conflict.literals) {
            highest = Math.max(highest, trail.level(literal >> 1));
        }
        if (highest == 0) {
            refutation = conflict;
            return false;
        }
        backTo(highest);
        Clause clause = conflict.literals.length == 1 ? conflict : analysis.learn(conflict);
        if (clause.literals.length > 1) {
            learn(clause);
        } else if (!learnUnit(clause)) {
            return false;
        }
        restartIfDue();
        return true;
    }

    private boolean learnUnit(Clause clause) {
        int literal = clause.literals[0];
        if (Clause.negative(literal) && trail.levels() > MAX_BACKJUMP_LEVELS) {
            markFalse(literal >> 1, clause);
            backTo(trail.levels() - 1);
            imply(literal, clause);
            return true;
        }
        backTo(0);
        if (truth(literal) < 0) {
            refutation = clause;
            return false;
        }
        if (truth(literal) == 0) {
            imply(literal, clause);
        }
        return true;
    }

    /** Marks a variable as false by a unit clause. It becomes false at level 0 with the next restart. */
    void markFalse(int variable, Clause because) {
        if (falseBecause[variable] == null) {
            falseBecause[variable] = because;
            falseAtNextRestart.add(variable);
        }
    }

    private void learn(Clause clause) {
        int[] literals = clause.literals;
        int latest = 1;
        for (int i = 2; i < literals.length; i++) {
            latest = trail.level(literals[i] >> 1) > trail.level(literals[latest] >> 1) ? i : latest;
        }
        int target = trail.level(literals[latest] >> 1);
        clause.swap(1, latest);
        backTo(trail.levels() - 1 - target > MAX_BACKJUMP_LEVELS ? trail.levels() - 1 : target);
        clauses.add(clause);
        learned.add(clause);
        literalsHeld += literals.length + clause.antecedents.length;
        imply(literals[0], clause);
    }

    private void restartIfDue() {
        if (++sinceRestart <= restartInterval) {
            return;
        }
        sinceRestart = 0;
        restarts++;
        restartInterval = RESTART_UNIT * luby(restarts + 1) * Math.max(1, trail.levels() / LEVELS_PER_UNIT);
        restart();
        if (learned.size() > learnedLimit) {
            forget();
            learnedLimit += LEARNED_LIMIT_INCREMENT;
        }
    }

    /** The sequence 1, 1, 2, 1, 1, 2, 4, ... (M. Luby, A. Sinclair, D. Zuckerman, 1993). */
    static long luby(long index) {
        long at = index;
        while (true) {
            int bits = 64 - Long.numberOfLeadingZeros(at);
            if (at == (1L << bits) - 1) {
                return 1L << (bits - 1);
            }
            at -= (1L << (bits - 1)) - 1;
        }
    }

    /** Deletes the older half of the learned clauses, except short ones and reasons. */
    private void forget() {
        Set<Clause> gone = new HashSet<>();
        List<Clause> rest = new ArrayList<>();
        for (int i = 0; i < learned.size(); i++) {
            Clause clause = learned.get(i);
            boolean needed = clause.literals.length <= PERMANENT_LENGTH
                    || i > learned.size() / 2
                    || trail.reason(clause.literals[0] >> 1) == clause;
            if (needed) {
                rest.add(clause);
            } else {
                gone.add(clause);
            }
        }
        learned.clear();
        learned.addAll(rest);
        clauses.remove(gone);
    }
}
