package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Creates the variables and their clauses on demand, and implements the solver's theory with {@link Chains}.
 *
 * <p>A use has a clause of its first few candidates, and a variable that stands for all candidates not listed yet. When
 * that variable becomes true, more candidates replace it. Therefore a use of a common value costs only as many
 * variables as candidates were tried. Not thread-safe.
 */
final class SourceChoice implements ClauseSolver.Theory {
    private static final int[] NONE = {};

    private final Columns ops;
    private final Sources sources;
    private final Choices choices = new Choices();
    private final ClauseSolver solver = new ClauseSolver(this);
    private final Chains chains;
    private final ReadsFromRelation relation;
    private final UseQueue queue;
    private final int listedAtFirst;

    /** The variables of each use; {@link #listedCount} is their number. */
    private final int[][] listed;

    private final int[] listedCount;

    /** The variable that stands for the unlisted candidates of a use; -1 if there are none. */
    private final int[] unlisted;

    /** The variables by which moves read from a source. */
    private final int[][] moveVariables;

    private final int[] moveVariableCount;
    private int[] undoMark = new int[1024];
    private final BitSet required = new BitSet();

    /** A choice with this initial number of listed candidates. */
    SourceChoice(Columns ops, Breakers breakers, Sources sources, int listedAtFirst) {
        this.ops = ops;
        this.sources = sources;
        this.listedAtFirst = listedAtFirst;
        this.chains = new Chains(ops, breakers, choices);
        this.relation = chains.relation();
        this.queue = new UseQueue(ops);
        listed = new int[ops.size][];
        Arrays.fill(listed, NONE);
        listedCount = new int[ops.size];
        unlisted = new int[ops.size];
        Arrays.fill(unlisted, -1);
        moveVariables = new int[ops.size][];
        Arrays.fill(moveVariables, NONE);
        moveVariableCount = new int[ops.size];
    }

    ClauseSolver solver() {
        return solver;
    }

    Chains chains() {
        return chains;
    }

    UseQueue queue() {
        return queue;
    }

    Choices choices() {
        return choices;
    }

    /** The variables of a use; the first {@link #listedCount} entries are valid. */
    int[] listed(int use) {
        return listed[use];
    }

    int listedCount(int use) {
        return listedCount[use];
    }

    boolean hasUnlisted(int use) {
        return unlisted[use] >= 0;
    }

    /** Whether a use must have a source. */
    boolean isRequired(int use) {
        return required.get(use);
    }

    /** Requires a source for a certain use; call only at level 0. Returns a false clause, or null. */
    @Nullable
    Clause require(int use) {
        required.set(use);
        Clause conflict = list(use, -1, listedAtFirst);
        queue.add(use);
        return conflict;
    }

    /** Lists more candidates of a use; returns a false clause, or null. */
    @Nullable
    Clause expand(int use) {
        int replaced = unlisted[use];
        unlisted[use] = -1;
        return list(use, replaced, Math.max(listedAtFirst, listedCount[use]));
    }

    private @Nullable Clause list(int use, int replaced, int most) {
        int[] more = sources.next(use, most);
        boolean rest = sources.hasNext(use);
        int[] literals = new int[more.length + (rest ? 1 : 0) + (replaced >= 0 ? 1 : 0)];
        int from = listedCount[use];
        for (int i = 0; i < more.length; i++) {
            literals[i] = 2 * define(use, more[i]);
            append(use, literals[i] >> 1);
        }
        int count = more.length;
        if (rest) {
            unlisted[use] = newVariable(use, Choices.UNLISTED);
            literals[count++] = 2 * unlisted[use];
        }
        if (replaced >= 0) {
            literals[count] = 2 * replaced + 1;
        }
        Clause clause = Clause.sourceOf(use, literals);
        if (literals.length == 1 && replaced >= 0) {
            solver.markFalse(replaced, clause);
        }
        Clause conflict = solver.add(clause);
        for (int i = from; i < listedCount[use]; i++) {
            excludeIfTaken(listed[use][i]);
        }
        return conflict;
    }

    private void append(int use, int variable) {
        int count = listedCount[use];
        if (count == listed[use].length) {
            listed[use] = Arrays.copyOf(listed[use], Math.max(4, 2 * count));
        }
        listed[use][count] = variable;
        listedCount[use] = count + 1;
    }

    private int newVariable(int use, int source) {
        int variable = solver.newVariable();
        choices.define(variable, use, source);
        if (variable >= undoMark.length) {
            undoMark = Arrays.copyOf(undoMark, 2 * variable);
        }
        return variable;
    }

    private int define(int use, int source) {
        int variable = newVariable(use, source);
        if (ops.kind[use] == Columns.MOVE) {
            int count = moveVariableCount[source];
            if (count == moveVariables[source].length) {
                moveVariables[source] = Arrays.copyOf(moveVariables[source], Math.max(4, 2 * count));
            }
            moveVariables[source][count] = variable;
            moveVariableCount[source] = count + 1;
        }
        return variable;
    }

    /** The variable by which an optional move reads from a source, created at the first call. */
    int variableOf(int move, int source) {
        for (int i = 0; i < listedCount[move]; i++) {
            if (choices.source(listed[move][i]) == source) {
                return listed[move][i];
            }
        }
        int variable = define(move, source);
        append(move, variable);
        excludeIfTaken(variable);
        return variable;
    }

    /** If a move already reads from the source, no other move can. */
    private void excludeIfTaken(int variable) {
        int use = choices.use(variable);
        int source = choices.source(variable);
        if (ops.kind[use] == Columns.MOVE && solver.isFree(variable)) {
            int mover = relation.mover(source);
            if (mover >= 0 && mover != use) {
                exclude(variable, relation.chosen(mover));
            }
        }
    }

    private void exclude(int variable, int because) {
        int literal = 2 * variable + 1;
        solver.imply(literal, Clause.lemma(new int[] {literal, 2 * because + 1}));
    }

    @Override
    public @Nullable Clause assigned(int variable) {
        undoMark[variable] = chains.mark();
        int use = choices.use(variable);
        int source = choices.source(variable);
        if (source == Choices.UNLISTED) {
            return unlisted[use] != variable || relation.hasSource(use) ? null : expand(use);
        }
        Clause conflict = chains.choose(variable);
        if (conflict != null) {
            return conflict;
        }
        int head = relation.head(source);
        if (!chains.isAnchored(head)) {
            queue.add(head);
        }
        if (ops.kind[use] == Columns.MOVE && relation.chosen(use) == variable) {
            for (int i = 0; i < moveVariableCount[source]; i++) {
                int other = moveVariables[source][i];
                if (solver.isFree(other) && choices.use(other) != use) {
                    exclude(other, variable);
                }
            }
        }
        return null;
    }

    @Override
    public void undoAssigned(int variable) {
        chains.backTo(undoMark[variable]);
    }

    @Override
    public void lostValue(int variable) {
        queue.add(choices.use(variable));
    }

    @Override
    public void involved(int variable) {
        queue.bump(choices.use(variable));
    }
}
