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
 * <p>This is CDCL (J. Marques-Silva, K. Sakallah, "GRASP", 1999) with two watched literals a clause (M. Moskewicz et al.,
 * "Chaff", 2001): assignments are propagated until a clause is false; the conflict is resolved back to the first unique
 * implication point, which gives a clause that forbids the same mistake; the search goes back and goes on. The theory sees
 * each variable that becomes true, and answers with a clause that it implies and that is false ({@link Theory}; R.
 * Nieuwenhuis, A. Oliveras, C. Tinelli, "Solving SAT and SAT modulo theories", 2006).
 *
 * <p>Three things differ from the textbook, each because here the trail is as long as the history and one conflict concerns
 * few operations:
 *
 * <ul>
 *   <li>A jump back over more than {@link #FAR} levels goes back one level only (A. Nadel, V. Ryvchin, "Chronological
 *       backtracking", SAT 2018). The learned literal then stands at a higher level than it has to, which is sound: its
 *       clause is its reason wherever it stands.
 *   <li>A clause of one negative literal does not send the search back to the beginning: its variable is marked as {@link
 *       #isDead dead}, and is false at level 0 from the next restart on.
 *   <li>Clauses can be added at any level ({@link #add}), since candidates are listed only when they are needed.
 * </ul>
 *
 * <p>Learned clauses keep the clauses that they come from, so that a refutation can be read afterwards. Not thread-safe.
 */
final class ClauseSolver {
    private static final int FAR = 50;
    private static final int FIRST_LIMIT = 100;
    private static final int SHORT = 4;
    private static final int FIRST_KEPT = 10_000;
    private static final int MORE_KEPT = 2_000;
    private static final int LEVELS_PER_PATIENCE = 1_000;
    private static final byte IN_CLAUSE = 1;
    private static final byte RESOLVED = 2;

    /** What the solver tells, and asks of, whoever gives the variables their meaning. */
    interface Theory {
        /** A variable became true; returns a clause that holds and is false now, or null. May call {@link #imply}. */
        @Nullable
        Clause assigned(int variable);

        /** Takes back what {@link #assigned} did for this variable, the last one that was not taken back. */
        void undo(int variable);

        /** A variable that was true has no value any more. */
        void unassigned(int variable);

        /** A conflict depends on this variable. */
        void involved(int variable);
    }

    private final Theory theory;
    private int variables;
    private byte[] value = new byte[1024];
    private int[] level = new int[1024];
    private @Nullable Clause[] reason = new @Nullable Clause[1024];
    private @Nullable Clause[] dead = new @Nullable Clause[1024];
    private byte[] seen = new byte[1024];
    private Clause[][] watching = new Clause[2048][];
    private int[] watchers = new int[2048];
    private int[] trail = new int[1024];
    private int assigned;
    private int propagated;
    private int examined;
    private int[] levelStart = new int[64];
    private int levels;
    private final List<Clause> learned = new ArrayList<>();
    private final List<Integer> deadVariables = new ArrayList<>();
    private int kept = FIRST_KEPT;
    private long conflicts;
    private long sinceRestart;
    private long restarts;
    private long limit = FIRST_LIMIT;
    private long literalsHeld;
    private @Nullable Clause refutation;
    private int[] lemma = new int[16];
    private int lemmaSize;
    private final List<Clause> antecedents = new ArrayList<>();

    ClauseSolver(Theory theory) {
        this.theory = theory;
        Arrays.fill(watching, NO_CLAUSES);
    }

    private static final Clause[] NO_CLAUSES = {};

    int newVariable() {
        if (variables == value.length) {
            int size = 2 * variables;
            value = Arrays.copyOf(value, size);
            level = Arrays.copyOf(level, size);
            reason = Arrays.copyOf(reason, size);
            dead = Arrays.copyOf(dead, size);
            seen = Arrays.copyOf(seen, size);
            trail = Arrays.copyOf(trail, size);
            watchers = Arrays.copyOf(watchers, 2 * size);
            watching = Arrays.copyOf(watching, 2 * size);
            Arrays.fill(watching, size, 2 * size, NO_CLAUSES);
        }
        return variables++;
    }

    int variables() {
        return variables;
    }

    /** 1 if a literal is true, -1 if it is false, 0 if its variable has no value. */
    int truth(int literal) {
        int of = value[literal >> 1];
        return (literal & 1) == 0 ? of : -of;
    }

    boolean isFree(int variable) {
        return value[variable] == 0;
    }

    /** Whether a variable is known to be false, though it may still have no value. */
    boolean isDead(int variable) {
        return dead[variable] != null;
    }

    /** The decisions that are in force. */
    int levels() {
        return levels;
    }

    long conflicts() {
        return conflicts;
    }

    /** How many literals and antecedents all clauses held, also those that were forgotten: others may have come from them. */
    long literalsHeld() {
        return literalsHeld;
    }

    /** The clause from which, with what is true without any decision, the contradiction follows; null if none was found. */
    @Nullable
    Clause refutation() {
        return refutation;
    }

    /** The clause that made a literal true or false without any decision, or null. */
    @Nullable
    Clause reasonWithoutDecision(int variable) {
        return value[variable] != 0 && level[variable] == 0 ? reason[variable] : null;
    }

    /**
     * Adds a clause. If it is false now, it is returned, to be resolved as a conflict; if it leaves one literal, that becomes
     * true.
     */
    @Nullable
    Clause add(Clause clause) {
        int[] literals = clause.literals;
        literalsHeld += literals.length;
        int usable = 0;
        for (int i = 0; i < literals.length && usable < 2; i++) {
            if (truth(literals[i]) >= 0) {
                swap(literals, usable++, i);
            }
        }
        for (int place = usable; place < 2 && place < literals.length; place++) {
            int latest = place;
            for (int i = place + 1; i < literals.length; i++) {
                latest = level[literals[i] >> 1] > level[literals[latest] >> 1] ? i : latest;
            }
            swap(literals, place, latest);
        }
        if (literals.length > 1) {
            watch(literals[0], clause);
            watch(literals[1], clause);
        }
        if (usable == 0) {
            return clause;
        }
        if (usable == 1 && truth(literals[0]) == 0) {
            imply(literals[0], clause);
        }
        return null;
    }

    private static void swap(int[] literals, int one, int other) {
        int kept = literals[one];
        literals[one] = literals[other];
        literals[other] = kept;
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

    /** Makes a literal true because of a clause of which all others are false. */
    void imply(int literal, @Nullable Clause because) {
        int variable = literal >> 1;
        value[variable] = (byte) ((literal & 1) == 0 ? 1 : -1);
        level[variable] = levels;
        reason[variable] = because;
        trail[assigned++] = literal;
    }

    /** Makes a variable true, to see what follows. */
    void decide(int variable) {
        if (levels == levelStart.length) {
            levelStart = Arrays.copyOf(levelStart, 2 * levels);
        }
        levelStart[levels++] = assigned;
        imply(2 * variable, null);
    }

    /** Whether something was made true that has not been propagated. */
    boolean isBehind() {
        return examined < assigned;
    }

    /** Draws all conclusions; returns a clause that is false, or null. */
    @Nullable
    Clause propagate() {
        while (examined < assigned) {
            while (propagated < assigned) {
                Clause conflict = propagate(Clause.negation(trail[propagated++]));
                if (conflict != null) {
                    return conflict;
                }
            }
            int literal = trail[examined++];
            if (!Clause.negative(literal)) {
                Clause never = dead[literal >> 1];
                Clause conflict = theory.assigned(literal >> 1);
                if (never != null || conflict != null) {
                    return never != null ? never : conflict;
                }
            }
        }
        return null;
    }

    private @Nullable Clause propagate(int falseNow) {
        Clause[] list = watching[falseNow];
        int count = watchers[falseNow];
        int stay = 0;
        for (int i = 0; i < count; i++) {
            Clause clause = list[i];
            int[] literals = clause.literals;
            if (literals[0] == falseNow) {
                literals[0] = literals[1];
                literals[1] = falseNow;
            }
            if (truth(literals[0]) > 0) {
                list[stay++] = clause;
                continue;
            }
            int other = 2;
            while (other < literals.length && truth(literals[other]) < 0) {
                other++;
            }
            if (other < literals.length) {
                swap(literals, 1, other);
                watch(literals[1], clause);
                continue;
            }
            list[stay++] = clause;
            if (truth(literals[0]) < 0) {
                System.arraycopy(list, i + 1, list, stay, count - i - 1);
                watchers[falseNow] = stay + count - i - 1;
                return clause;
            }
            imply(literals[0], clause);
        }
        watchers[falseNow] = stay;
        return null;
    }

    private void backTo(int target) {
        if (levels <= target) {
            return;
        }
        int from = levelStart[target];
        for (int i = assigned - 1; i >= from; i--) {
            int variable = trail[i] >> 1;
            boolean wasTrue = value[variable] > 0;
            if (i < examined && wasTrue) {
                theory.undo(variable);
            }
            value[variable] = 0;
            reason[variable] = null;
            if (wasTrue) {
                theory.unassigned(variable);
            }
        }
        assigned = from;
        propagated = from;
        examined = from;
        levels = target;
    }

    /** Takes back all decisions. */
    void restart() {
        backTo(0);
        for (int variable : deadVariables) {
            if (value[variable] == 0) {
                imply(2 * variable + 1, dead[variable]);
            }
        }
        deadVariables.clear();
    }

    /** Learns from a clause that is false, and goes back; false if that is a contradiction whatever was decided. */
    boolean resolve(Clause conflict) {
        conflicts++;
        int highest = 0;
        for (int literal : conflict.literals) {
            highest = Math.max(highest, level[literal >> 1]);
        }
        if (highest == 0) {
            refutation = conflict;
            return false;
        }
        backTo(highest);
        Clause clause = conflict.literals.length == 1 ? conflict : analysed(conflict);
        boolean goesOn = clause.literals.length == 1 ? learnUnit(clause) : learn(clause);
        if (goesOn) {
            restartSometimes();
        }
        return goesOn;
    }

    private boolean learnUnit(Clause clause) {
        int literal = clause.literals[0];
        if (Clause.negative(literal) && levels > FAR) {
            kill(literal >> 1, clause);
            backTo(levels - 1);
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

    /** From now on a variable is false, by a clause of one literal. */
    void kill(int variable, Clause because) {
        if (dead[variable] == null) {
            dead[variable] = because;
            deadVariables.add(variable);
        }
    }

    private boolean learn(Clause clause) {
        int[] literals = clause.literals;
        int latest = 1;
        for (int i = 2; i < literals.length; i++) {
            latest = level[literals[i] >> 1] > level[literals[latest] >> 1] ? i : latest;
        }
        int target = level[literals[latest] >> 1];
        swap(literals, 1, latest);
        backTo(levels - 1 - target > FAR ? levels - 1 : target);
        watch(literals[0], clause);
        watch(literals[1], clause);
        learned.add(clause);
        literalsHeld += literals.length + clause.antecedents.length;
        imply(literals[0], clause);
        return true;
    }

    /** The clause that follows from a conflict at the highest level and has one literal of that level, its first. */
    private Clause analysed(Clause conflict) {
        lemmaSize = 1;
        antecedents.clear();
        int open = 0;
        int at = assigned - 1;
        int resolved = -1;
        Clause clause = conflict;
        do {
            antecedents.add(clause);
            for (int literal : clause.literals) {
                int variable = literal >> 1;
                if (literal != resolved && seen[variable] == 0 && level[variable] > 0) {
                    seen[variable] = IN_CLAUSE;
                    theory.involved(variable);
                    if (level[variable] >= levels) {
                        open++;
                    } else {
                        lemma = lemmaSize == lemma.length ? Arrays.copyOf(lemma, 2 * lemmaSize) : lemma;
                        lemma[lemmaSize++] = literal;
                    }
                }
            }
            while (seen[trail[at] >> 1] == 0) {
                at--;
            }
            resolved = trail[at--];
            seen[resolved >> 1] = RESOLVED;
            Clause next = reason[resolved >> 1];
            clause = next == null ? clause : next;
            open--;
        } while (open > 0);
        lemma[0] = Clause.negation(resolved);
        int all = lemmaSize;
        int[] shorter = withoutImplied();
        for (int i = 0; i < all; i++) {
            seen[lemma[i] >> 1] = 0;
        }
        for (int i = at + 1; i < assigned; i++) {
            seen[trail[i] >> 1] = 0;
        }
        return Clause.learned(shorter, antecedents.toArray(Clause[]::new));
    }

    /** Leaves out what follows from the rest in one step. */
    private int[] withoutImplied() {
        int[] kept = new int[lemmaSize];
        int count = 0;
        kept[count++] = lemma[0];
        for (int i = 1; i < lemmaSize; i++) {
            Clause because = reason[lemma[i] >> 1];
            if (because != null && followsFromSeen(because, lemma[i])) {
                antecedents.add(because);
            } else {
                kept[count++] = lemma[i];
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private boolean followsFromSeen(Clause because, int literal) {
        for (int other : because.literals) {
            int variable = other >> 1;
            if (variable != literal >> 1 && seen[variable] == 0 && level[variable] > 0) {
                return false;
            }
        }
        return true;
    }

    private void restartSometimes() {
        if (++sinceRestart <= limit) {
            return;
        }
        sinceRestart = 0;
        restarts++;
        limit = FIRST_LIMIT * luby(restarts + 1) * Math.max(1, levels / LEVELS_PER_PATIENCE);
        restart();
        if (learned.size() > kept) {
            forget();
            kept += MORE_KEPT;
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

    /** Forgets the older half of the learned clauses, but for short ones and those that are reasons. */
    private void forget() {
        Set<Clause> gone = new HashSet<>();
        List<Clause> rest = new ArrayList<>();
        for (int i = 0; i < learned.size(); i++) {
            Clause clause = learned.get(i);
            boolean needed = clause.literals.length <= SHORT
                    || i > learned.size() / 2
                    || reason[clause.literals[0] >> 1] == clause;
            if (needed) {
                rest.add(clause);
            } else {
                gone.add(clause);
            }
        }
        learned.clear();
        learned.addAll(rest);
        for (int literal = 0; literal < 2 * variables; literal++) {
            Clause[] list = watching[literal];
            int stay = 0;
            for (int i = 0; i < watchers[literal]; i++) {
                if (!gone.contains(list[i])) {
                    list[stay++] = list[i];
                }
            }
            watchers[literal] = stay;
        }
    }
}
