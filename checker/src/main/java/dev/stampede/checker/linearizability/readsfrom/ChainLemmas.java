package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;

/**
 * Explains the contradictions that {@link Chains} finds: builds the clause of the choices that each follows from.
 *
 * <p>A lemma must hold whatever else is chosen, so it names each choice that its proof uses: the choice by which an
 * operation belongs to its cluster, the choice by which the return of an optional operation counts, and the links
 * between clusters. It names no others, because a shorter lemma excludes more. Certain facts are not named. Not
 * thread-safe.
 */
final class ChainLemmas {
    private final ReadsFromRelation relation;
    private int[] literals = new int[64];
    private int count;

    /** The variables of the literals collected so far. */
    private boolean[] marked = new boolean[1024];

    ChainLemmas(ReadsFromRelation relation) {
        this.relation = relation;
    }

    /** Two choices exclude each other. */
    Clause not(int variable, int other) {
        add(variable);
        add(other);
        return lemma();
    }

    /** A choice contradicts the intervals of two operations. */
    Clause impossible(int variable, int use, int source) {
        add(variable);
        return lemma(use, source);
    }

    /** The choice of a variable would make a move read from a source that comes later in the same chain. */
    Clause cycle(int variable, int move, int source) {
        add(variable);
        addLinks(source, move);
        return lemma();
    }

    /** The order of two operations in their chain contradicts their order in time. */
    Clause inversion(int one, int other) {
        addMembership(one);
        addMembership(other);
        int a = relation.clusterOf(one);
        int b = relation.clusterOf(other);
        if (relation.isAtOrAfter(a, b)) {
            addLinks(a, b);
        } else {
            addLinks(b, a);
        }
        return lemma(one, other);
    }

    /**
     * A certain breaker lies between the first return of a cluster and the last call of the cluster, or the call of the
     * move that ends the cluster.
     *
     * @param membership the variable by which the last operation belongs to the cluster, or {@link
     *     ReadsFromRelation#NONE}
     */
    Clause brokenCluster(int first, int last, int membership, int breaker) {
        addMembership(first);
        add(membership);
        return lemma(first, last, breaker);
    }

    /** Because of these operations, each of two anchored chains must come before the other one. */
    Clause crossing(int... operations) {
        for (int operation : operations) {
            addMembership(operation);
            addLinks(relation.clusterOf(operation), ReadsFromRelation.NONE);
        }
        return lemma(operations);
    }

    /**
     * A move without a source has one of these candidates, as long as its chain extends from the return of one
     * operation to the call of the other.
     *
     * @param candidates positive literals
     */
    Clause oneOf(int move, int firstToReturn, int lastCalled, int[] candidates, int size) {
        for (int operation : new int[] {firstToReturn, lastCalled}) {
            addMembership(operation);
            addLinks(relation.clusterOf(operation), move);
        }
        int[] because = taken();
        int[] all = Arrays.copyOf(because, because.length + size);
        System.arraycopy(candidates, 0, all, because.length, size);
        return Clause.lemma(all, firstToReturn, lastCalled);
    }

    private void addMembership(int operation) {
        add(relation.membership(operation));
    }

    /**
     * The choices that link the cluster of a source to an earlier cluster of its chain, or to the head if {@code to} is
     * no source.
     */
    private void addLinks(int from, int to) {
        int at = from;
        while (at != to) {
            int previous = relation.previous(at);
            if (previous >= 0) {
                add(relation.chosen(at));
            }
            at = previous;
        }
    }

    private void add(int variable) {
        if (variable == ReadsFromRelation.NONE) {
            return;
        }
        if (variable >= marked.length) {
            marked = Arrays.copyOf(marked, 2 * variable);
        }
        if (marked[variable]) {
            return;
        }
        marked[variable] = true;
        if (count == literals.length) {
            literals = Arrays.copyOf(literals, 2 * count);
        }
        literals[count++] = 2 * variable + 1;
    }

    private int[] taken() {
        int[] taken = Arrays.copyOf(literals, count);
        for (int literal : taken) {
            marked[Clause.variable(literal)] = false;
        }
        count = 0;
        return taken;
    }

    private Clause lemma(int... witnesses) {
        return Clause.lemma(taken(), witnesses);
    }
}
