package dev.stampede.checker.linearizability.readsfrom;

import org.jspecify.annotations.Nullable;

/**
 * The clusters and chains that the choices made so far form, and the theory: which choices contradict each other.
 *
 * <p>A <em>cluster</em> is a source and the uses that read from it. A move that reads from a source puts its own cluster
 * behind that one: a <em>chain</em>, whose head is a write (then it is <em>anchored</em>) or a move without a source as
 * yet. {@link ReadsFromSearch} states the theorem; this class finds each violation of it as soon as it is there, and
 * gives a clause of the choices that it follows from:
 *
 * <ul>
 *   <li><b>A broken cluster.</b> Something of a cluster of v returned, then its breaker was called and returned, then
 *       something of the same cluster (or the move that ends it) was called. The breaker is certain, so it is not part of
 *       the clause. Sound: whatever stands between two operations of a cluster leaves the value as it is.
 *   <li><b>An inversion.</b> Something of a cluster returned before something of an earlier cluster of the same chain was
 *       called. The clause holds both operations' choices, and the links between the clusters.
 *   <li><b>Two chains in each other.</b> Each of two anchored chains has an operation that returned before one of the other was
 *       called. The clause holds the four operations' choices, and their links up to both heads: two different heads prove that
 *       these are two chains. Chains without an anchor are not compared, since they may become one.
 *   <li><b>Shared ends.</b> A move has two sources; two moves have one source; a chain comes back to itself.
 * </ul>
 *
 * <p>The return of an optional operation counts only once something reads from it, or it reads itself; and then each clause
 * that rests on that return holds the choice by which it is used. Without that choice the clause would be wrong: the
 * operation may not have happened.
 *
 * <p>Who reads from whom is kept in {@link ReadsFromRelation}, the extent of each chain in {@link ChainZones}; {@link
 * ChainLemmas} builds the clauses. Not thread-safe.
 */
final class Chains {
    /** In place of a call that widens nothing. */
    private static final int BEFORE_ALL = Integer.MIN_VALUE;

    private final Columns ops;
    private final Breakers breakers;
    private final Choices choices;
    private final UndoLog log = new UndoLog();
    private final ReadsFromRelation relation;
    private final ChainZones zones;
    private final ChainLemmas lemmas;

    /** The first return in each cluster, and the operation that it is of. */
    private final int[] clusterFirst;

    private final int[] clusterFirstOp;

    /** The last call in each cluster but for the move that ends it, and the operation that it is of. */
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

    /** The state now, for {@link #backTo}. */
    int mark() {
        return log.mark();
    }

    /** Takes back all choices after a mark. */
    void backTo(int mark) {
        log.backTo(mark);
    }

    ReadsFromRelation relation() {
        return relation;
    }

    /** Whether something that counts is in a source's cluster. */
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

    /** Takes the choice of a variable into account; returns a clause that it makes false, or null. */
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

    /** From now on the return of an optional source counts. */
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

    /** A contradiction if a read returned before an earlier cluster's last call, or was called after a later one's first return. */
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

    /** A contradiction if an operation of a cluster returned before something of an earlier cluster was called. */
    private @Nullable Clause returnedTooEarly(int operation, int source) {
        for (int at = relation.previous(source); at >= 0; at = relation.previous(at)) {
            if (ops.ret[operation] < clusterLast[at]) {
                return lemmas.inversion(operation, clusterLastOp[at]);
            }
        }
        return null;
    }

    /** A contradiction if the breaker of a cluster's value lies within it for certain. */
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

    /** A contradiction if a chain is anchored, and it and another anchored one must each come before the other. */
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
     * A clause that says: as its chain now reaches from its first return to its last call, a move without a source has one
     * of these.
     *
     * @param candidates positive literals
     */
    Clause oneOf(int move, int[] candidates, int size) {
        return lemmas.oneOf(move, zones.firstToReturn(move), zones.lastCalled(move), candidates, size);
    }
}
