package dev.stampede.checker.linearizability.readsfrom;

import org.jspecify.annotations.Nullable;

/**
 * The clusters and chains that the current choices form, and the theory: which choices contradict each other.
 *
 * <p>A <em>cluster</em> is a source and the uses that read from it. A move that reads from a source places its own
 * cluster after that one; this forms a <em>chain</em>. The head of a chain is a write (then the chain is
 * <em>anchored</em>), or a move without a source so far. {@link ReadsFromSearch} states the theorem. This class detects
 * each violation of the conditions of the theorem as soon as it occurs, and returns a clause of the choices that it
 * follows from:
 *
 * <ul>
 *   <li><b>A broken cluster.</b> An operation of a cluster of v returned, then its breaker was called and returned,
 *       then another operation of the same cluster (or the move that ends it) was called. The breaker is certain, so it
 *       is not part of the clause. Sound, because operations between two operations of a cluster leave the value
 *       unchanged.
 *   <li><b>An inversion.</b> An operation of a cluster returned before an operation of an earlier cluster of the same
 *       chain was called. The clause contains the choices of both operations and the links between the clusters.
 *   <li><b>Two crossing chains.</b> Each of two anchored chains has an operation that returned before one of the other
 *       was called. The clause contains the choices of the four operations, and their links to both heads: different
 *       heads prove that these are two chains. Chains without an anchor are not compared, since they may become one
 *       chain.
 *   <li><b>Shared ends.</b> A move has two sources, two moves have one source, or a chain returns to itself.
 * </ul>
 *
 * <p>The return of an optional operation counts only if some use reads from it, or if it is a use that has a source.
 * Each clause that relies on this return contains the choice by which the operation is used. Without that choice the
 * clause would be wrong, because the operation is indeterminate.
 *
 * <p>{@link ReadsFromRelation} stores which use reads from which source, {@link ChainZones} the extent of each chain;
 * {@link ChainLemmas} builds the clauses. Not thread-safe.
 */
final class Chains {
    /** Stands for a call that extends no zone. */
    private static final int BEFORE_ALL = Integer.MIN_VALUE;

    private final Columns ops;
    private final Breakers breakers;
    private final Choices choices;
    private final UndoLog log = new UndoLog();
    private final ReadsFromRelation relation;
    private final ChainZones zones;
    private final ChainLemmas lemmas;

    /** The first return in each cluster, and its operation. */
    private final int[] clusterFirst;

    private final int[] clusterFirstOp;

    /** The last call in each cluster except the move that ends it, and its operation. */
    private final int[] clusterLast;

    private final int[] clusterLastOp;

    Chains(Columns ops, Breakers breakers, Choices choices) {
        this.ops = ops;
        this.breakers = breakers;
        this.choices = choices;
        relation = new ReadsFromRelation(ops, choices, log);
        zones = new ChainZones(ops, log);
        lemmas = new ChainLemmas(relation);
        int size = ops.size;
        clusterFirst = new int[size];
        clusterFirstOp = new int[size];
        clusterLast = ops.call.clone();
        clusterLastOp = new int[size];
        for (int i = 0; i < size; i++) {
            clusterFirst[i] = ops.optional[i] ? Columns.NEVER : ops.ret[i];
            clusterFirstOp[i] = i;
            clusterLastOp[i] = i;
        }
    }

    /** The current state, for {@link #backTo}. */
    int mark() {
        return log.mark();
    }

    /** Undoes all choices after a mark. */
    void backTo(int mark) {
        log.backTo(mark);
    }

    ReadsFromRelation relation() {
        return relation;
    }

    /** Whether a source's cluster contains a return that counts. */
    boolean isUsed(int source) {
        return clusterFirst[source] != Columns.NEVER;
    }

    /** The first return in the chain of a head; {@link Columns#NEVER} if it is not used. */
    int firstReturn(int head) {
        return zones.firstReturn(head);
    }

    /** The last call in the chain of a head. */
    int lastCall(int head) {
        return zones.lastCall(head);
    }

    boolean isAnchored(int head) {
        return ops.kind[head] == Columns.WRITE;
    }

    /** Adds the choice of a variable; returns a clause that it makes false, or null. */
    @Nullable
    Clause choose(int variable) {
        int use = choices.use(variable);
        int source = choices.source(variable);
        if (ops.kind[use] == Columns.MOVE) {
            return chooseForMove(variable, use, source);
        }
        return relation.hasSource(use) ? null : chooseForRead(variable, use, source);
    }

    private @Nullable Clause chooseForRead(int variable, int read, int source) {
        relation.linkRead(read, variable);
        Clause conflict = count(source, variable);
        if (conflict != null) {
            return conflict;
        }
        if (ops.ret[read] < ops.call[source]) {
            return lemmas.impossible(variable, read, source);
        }
        int head = relation.head(source);
        conflict = inversion(read, source, head);
        if (conflict != null) {
            return conflict;
        }
        boolean changed = false;
        if (ops.ret[read] < clusterFirst[source]) {
            log.set(clusterFirst, source, ops.ret[read]);
            log.set(clusterFirstOp, source, read);
            changed = true;
        }
        if (ops.call[read] > clusterLast[source]) {
            log.set(clusterLast, source, ops.call[read]);
            log.set(clusterLastOp, source, read);
            changed = true;
        }
        conflict = changed ? brokenCluster(source) : null;
        if (conflict != null) {
            return conflict;
        }
        return zones.widen(head, ops.ret[read], read, ops.call[read], read) ? crossing(head) : null;
    }

    private @Nullable Clause chooseForMove(int variable, int move, int source) {
        if (relation.hasSource(move)) {
            int chosen = relation.chosen(move);
            return chosen == variable ? null : lemmas.not(variable, chosen);
        }
        int mover = relation.mover(source);
        if (mover >= 0) {
            return lemmas.not(variable, relation.chosen(mover));
        }
        int head = relation.head(source);
        if (head == move) {
            return lemmas.cycle(variable, move, source);
        }
        Clause conflict = count(source, variable);
        conflict = conflict == null ? count(move, variable) : conflict;
        if (conflict != null) {
            return conflict;
        }
        relation.linkMove(move, source, variable);
        int first = zones.firstReturn(move);
        if (first < zones.lastCall(head)) {
            return lemmas.inversion(zones.firstToReturn(move), zones.lastCalled(head));
        }
        conflict = brokenCluster(source);
        if (conflict != null) {
            return conflict;
        }
        zones.widen(head, first, zones.firstToReturn(move), zones.lastCall(move), zones.lastCalled(move));
        return crossing(head);
    }

    /** Makes the return of an optional source count. */
    private @Nullable Clause count(int source, int variable) {
        int ret = ops.ret[source];
        if (!ops.optional[source] || ret == Columns.NEVER || clusterFirst[source] <= ret) {
            return null;
        }
        relation.count(source, variable);
        int head = relation.head(source);
        Clause conflict = returnedTooEarly(source, source);
        if (conflict != null) {
            return conflict;
        }
        log.set(clusterFirst, source, ret);
        log.set(clusterFirstOp, source, source);
        conflict = brokenCluster(source);
        if (conflict != null) {
            return conflict;
        }
        return zones.widen(head, ret, source, BEFORE_ALL, source) ? crossing(head) : null;
    }

    /**
     * The contradiction if a read returned before the last call of an earlier cluster, or was called after the first
     * return of a later one; null for none.
     */
    private @Nullable Clause inversion(int read, int source, int head) {
        if (ops.ret[read] < zones.lastCall(head)) {
            Clause conflict = returnedTooEarly(read, source);
            if (conflict != null) {
                return conflict;
            }
        }
        if (zones.firstReturn(head) < ops.call[read]) {
            for (int later = relation.mover(source); later >= 0; later = relation.mover(later)) {
                if (clusterFirst[later] < ops.call[read]) {
                    return lemmas.inversion(read, clusterFirstOp[later]);
                }
            }
        }
        return null;
    }

    /**
     * The contradiction if an operation of a cluster returned before an operation of an earlier cluster was called;
     * null for none.
     */
    private @Nullable Clause returnedTooEarly(int operation, int source) {
        for (int at = relation.previous(source); at >= 0; at = relation.previous(at)) {
            if (ops.ret[operation] < clusterLast[at]) {
                return lemmas.inversion(operation, clusterLastOp[at]);
            }
        }
        return null;
    }

    /** The contradiction if the breaker of a cluster's value certainly lies within the cluster; null for none. */
    private @Nullable Clause brokenCluster(int source) {
        int last = clusterLast[source];
        int lastOp = clusterLastOp[source];
        int mover = relation.mover(source);
        boolean byMover = mover >= 0 && ops.call[mover] > last;
        if (byMover) {
            last = ops.call[mover];
            lastOp = mover;
        }
        int first = clusterFirst[source];
        if (first >= last || breakers.end(ops.yields[source], first) >= last) {
            return null;
        }
        int membership = byMover ? relation.chosen(mover) : relation.membership(lastOp);
        return lemmas.brokenCluster(
                clusterFirstOp[source], lastOp, membership, breakers.breaker(ops.yields[source], first));
    }

    /** The contradiction if a chain and another one are anchored and each must come before the other; null for none. */
    private @Nullable Clause crossing(int head) {
        int other = isAnchored(head) ? zones.contradicting(head) : ReadsFromRelation.NONE;
        return other < 0
                ? null
                : lemmas.crossing(
                        zones.firstToReturn(head),
                        zones.lastCalled(head),
                        zones.firstToReturn(other),
                        zones.lastCalled(other));
    }

    /**
     * A clause which says that a move without a source has one of these candidates, as long as its chain extends from
     * its present first return to its present last call.
     *
     * @param candidates positive literals
     */
    Clause oneOf(int move, int[] candidates, int size) {
        return lemmas.oneOf(move, zones.firstToReturn(move), zones.lastCalled(move), candidates, size);
    }
}
