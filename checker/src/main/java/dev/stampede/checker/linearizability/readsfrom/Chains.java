package dev.stampede.checker.linearizability.readsfrom;

import java.util.Arrays;
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
 * <p>The return of an optional operation counts only once something reads from it, or it reads itself; and then each clause that rests on that
 * return holds the choice by which it is used. Without that choice the clause would be wrong: the operation may not have
 * happened.
 *
 * <p>Anchored chains are found by time in buckets of {@code 2^SHIFT} ranks that their zones touch. Not thread-safe.
 */
final class Chains {
    private static final int SHIFT = 5;
    private static final int NONE = -1;

    private final Columns ops;
    private final Breakers breakers;
    private final Choices choices;
    private final UndoLog log = new UndoLog();

    /** The variable by which each use has its source, or by which a source without a deadline is used; -1 if none. */
    private final int[] chosen;

    /** The variable by which an optional source's return counts; -1 if none. */
    private final int[] usedBy;

    /** The move that reads from each source; -1 if none. */
    private final int[] mover;

    private final int[] clusterFirst;
    private final int[] clusterFirstOp;
    private final int[] clusterLast;
    private final int[] clusterLastOp;
    private final int[] chainFirst;
    private final int[] chainFirstOp;
    private final int[] chainLast;
    private final int[] chainLastOp;
    private final int[] registeredFrom;
    private final int[] registeredTo;
    private final int[][] bucket;
    private final int[] bucketSize;

    private int[] literals = new int[64];
    private int count;

    Chains(Columns ops, Breakers breakers, Choices choices) {
        this.ops = ops;
        this.breakers = breakers;
        this.choices = choices;
        int size = ops.size;
        chosen = filled(size, NONE);
        usedBy = filled(size, NONE);
        mover = filled(size, NONE);
        clusterFirst = ops.ret.clone();
        for (int i = 0; i < size; i++) {
            clusterFirst[i] = ops.optional[i] ? Columns.NEVER : ops.ret[i];
        }
        chainFirst = clusterFirst.clone();
        clusterLast = ops.call.clone();
        chainLast = ops.call.clone();
        clusterFirstOp = numbered(size);
        clusterLastOp = numbered(size);
        chainFirstOp = numbered(size);
        chainLastOp = numbered(size);
        registeredFrom = filled(size, 1);
        registeredTo = filled(size, 0);
        bucket = new int[(ops.ranks >> SHIFT) + 2][];
        Arrays.fill(bucket, new int[0]);
        bucketSize = new int[bucket.length];
        for (int i = 0; i < size; i++) {
            if (ops.kind[i] == Columns.WRITE && !ops.optional[i]) {
                register(i);
            }
        }
    }

    private static int[] filled(int size, int number) {
        int[] filled = new int[size];
        Arrays.fill(filled, number);
        return filled;
    }

    private static int[] numbered(int size) {
        int[] numbered = new int[size];
        for (int i = 0; i < size; i++) {
            numbered[i] = i;
        }
        return numbered;
    }

    int mark() {
        return log.mark();
    }

    void backTo(int mark) {
        log.backTo(mark);
    }

    /** The variable by which a use has its source; -1 if it has none. */
    int chosen(int use) {
        return chosen[use];
    }

    boolean hasSource(int use) {
        return chosen[use] >= 0;
    }

    /** The source of a use that has one. */
    int sourceOf(int use) {
        return choices.source(chosen[use]);
    }

    /** The move that reads from a source, or -1. */
    int mover(int source) {
        return mover[source];
    }

    /** Whether something that counts is in a source's cluster. */
    boolean isUsed(int source) {
        return clusterFirst[source] != Columns.NEVER;
    }

    /** The first return in the chain of a head; {@link Columns#NEVER} if it is not used. */
    int firstReturn(int head) {
        return chainFirst[head];
    }

    /** The last call in the chain of a head. */
    int lastCall(int head) {
        return chainLast[head];
    }

    /** The head of the chain that a source's cluster is in. */
    int head(int source) {
        int at = source;
        while (ops.kind[at] == Columns.MOVE && chosen[at] >= 0) {
            at = choices.source(chosen[at]);
        }
        return at;
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
        return chosen[use] >= 0 ? null : chooseForRead(variable, use, source);
    }

    private @Nullable Clause chooseForRead(int variable, int read, int source) {
        log.set(chosen, read, variable);
        Clause conflict = count(source, variable);
        if (conflict != null) {
            return conflict;
        }
        if (ops.ret[read] < ops.call[source]) {
            add(variable);
            return built(read, source);
        }
        int head = head(source);
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
        return widen(head, ops.ret[read], read, ops.call[read], read) ? otherChain(head) : null;
    }

    private @Nullable Clause chooseForMove(int variable, int move, int source) {
        if (chosen[move] >= 0) {
            return chosen[move] == variable ? null : clause(variable, chosen[move]);
        }
        if (mover[source] >= 0) {
            return clause(variable, chosen[mover[source]]);
        }
        int head = head(source);
        if (head == move) {
            add(variable);
            addLinks(source, move);
            return built();
        }
        Clause conflict = count(source, variable);
        conflict = conflict == null ? count(move, variable) : conflict;
        if (conflict != null) {
            return conflict;
        }
        log.set(chosen, move, variable);
        log.set(mover, source, move);
        if (chainFirst[move] < chainLast[head]) {
            return between(chainFirstOp[move], chainLastOp[head]);
        }
        conflict = brokenCluster(source);
        if (conflict != null) {
            return conflict;
        }
        boolean changed = widen(head, chainFirst[move], chainFirstOp[move], chainLast[move], chainLastOp[move]);
        return changed || isAnchored(head) ? otherChain(head) : null;
    }

    /** From now on the return of an optional source counts. */
    private @Nullable Clause count(int source, int variable) {
        int ret = ops.ret[source];
        if (!ops.optional[source] || ret == Columns.NEVER || clusterFirst[source] <= ret) {
            return null;
        }
        log.set(usedBy, source, variable);
        int head = head(source);
        Clause conflict = laterThan(source, source);
        if (conflict != null) {
            return conflict;
        }
        log.set(clusterFirst, source, ret);
        log.set(clusterFirstOp, source, source);
        conflict = brokenCluster(source);
        if (conflict != null) {
            return conflict;
        }
        return widen(head, ret, source, BEFORE_ALL, source) ? otherChain(head) : null;
    }

    private static final int BEFORE_ALL = Integer.MIN_VALUE;

    /** A read that returned before something of an earlier cluster was called, or was called after something of a later one returned. */
    private @Nullable Clause inversion(int read, int source, int head) {
        if (ops.ret[read] < chainLast[head]) {
            Clause conflict = laterThan(read, source);
            if (conflict != null) {
                return conflict;
            }
        }
        if (chainFirst[head] < ops.call[read]) {
            for (int later = mover[source]; later >= 0; later = mover[later]) {
                if (clusterFirst[later] < ops.call[read]) {
                    return between(read, clusterFirstOp[later]);
                }
            }
        }
        return null;
    }

    /** A contradiction if an operation of a cluster returned before something of an earlier cluster was called. */
    private @Nullable Clause laterThan(int operation, int source) {
        int at = source;
        while (ops.kind[at] == Columns.MOVE && chosen[at] >= 0) {
            at = choices.source(chosen[at]);
            if (ops.ret[operation] < clusterLast[at]) {
                return between(operation, clusterLastOp[at]);
            }
        }
        return null;
    }

    /** A contradiction if the breaker of a cluster's value lies within it for certain. */
    private @Nullable Clause brokenCluster(int source) {
        int last = clusterLast[source];
        int next = mover[source];
        boolean byMover = next >= 0 && ops.call[next] > last;
        last = byMover ? ops.call[next] : last;
        int first = clusterFirst[source];
        if (first >= last || breakers.end(ops.yields[source], first) >= last) {
            return null;
        }
        addMembership(clusterFirstOp[source]);
        if (byMover) {
            add(chosen[next]);
        } else {
            addMembership(clusterLastOp[source]);
        }
        return built(
                clusterFirstOp[source],
                byMover ? next : clusterLastOp[source],
                breakers.breaker(ops.yields[source], first));
    }

    /** Takes an operation into the zone of a chain; whether its conflicts with others have to be looked for. */
    private boolean widen(int head, int ret, int returning, int call, int called) {
        boolean changed = chainFirst[head] == Columns.NEVER;
        if (ret < chainFirst[head]) {
            log.set(chainFirst, head, ret);
            log.set(chainFirstOp, head, returning);
            changed = true;
        }
        if (call > chainLast[head]) {
            log.set(chainLast, head, call);
            log.set(chainLastOp, head, called);
            changed = true;
        }
        return changed && isAnchored(head);
    }

    /** A contradiction if an anchored chain and another one must each come before the other. */
    private @Nullable Clause otherChain(int head) {
        int first = chainFirst[head];
        int last = chainLast[head];
        if (first == Columns.NEVER) {
            return null;
        }
        register(head);
        for (int i = bucketOf(Math.min(first, last)); i <= bucketOf(Math.max(first, last)); i++) {
            int[] heads = bucket[i];
            for (int k = 0; k < bucketSize[i]; k++) {
                int other = heads[k];
                if (other != head && chainFirst[other] < last && first < chainLast[other]) {
                    addAnchored(chainFirstOp[head]);
                    addAnchored(chainLastOp[head]);
                    addAnchored(chainFirstOp[other]);
                    addAnchored(chainLastOp[other]);
                    return built(chainFirstOp[head], chainLastOp[head], chainFirstOp[other], chainLastOp[other]);
                }
            }
        }
        return null;
    }

    private static int bucketOf(int rank) {
        return (rank + 1) >> SHIFT;
    }

    private void register(int head) {
        int first = chainFirst[head];
        int last = chainLast[head];
        int from = bucketOf(Math.min(first, last));
        int to = bucketOf(Math.max(first, last));
        int knownFrom = registeredFrom[head];
        int knownTo = registeredTo[head];
        if (knownFrom > knownTo) {
            put(head, from, to);
            log.set(registeredFrom, head, from);
            log.set(registeredTo, head, to);
            return;
        }
        if (from < knownFrom) {
            put(head, from, knownFrom - 1);
            log.set(registeredFrom, head, from);
        }
        if (to > knownTo) {
            put(head, knownTo + 1, to);
            log.set(registeredTo, head, to);
        }
    }

    private void put(int head, int from, int to) {
        for (int i = from; i <= to; i++) {
            int size = bucketSize[i];
            if (size == bucket[i].length) {
                bucket[i] = Arrays.copyOf(bucket[i], Math.max(8, 2 * size));
            }
            bucket[i][size] = head;
            log.set(bucketSize, i, size + 1);
        }
    }

    // What follows builds clauses. Variables are added at most once, which is looked up by their mark.

    private boolean[] marked = new boolean[1024];

    private void add(int variable) {
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
            marked[literal >> 1] = false;
        }
        count = 0;
        return taken;
    }

    private Clause built(int... witnesses) {
        return Clause.lemma(taken(), witnesses);
    }

    private Clause clause(int... variables) {
        for (int variable : variables) {
            add(variable);
        }
        return built();
    }

    /** The choice by which an operation belongs to its cluster, or counts. */
    private void addMembership(int operation) {
        if (ops.kind[operation] == Columns.READ || ops.kind[operation] == Columns.EXCLUDE) {
            add(chosen[operation]);
        } else if (usedBy[operation] >= 0) {
            add(usedBy[operation]);
        }
    }

    private int clusterOf(int operation) {
        return ops.isSource(operation) ? operation : choices.source(chosen[operation]);
    }

    private void addLinks(int from, int to) {
        for (int at = from; at != to; at = choices.source(chosen[at])) {
            add(chosen[at]);
        }
    }

    /** The choices by which two operations are in one chain at their places. */
    private Clause between(int one, int other) {
        addMembership(one);
        addMembership(other);
        int a = clusterOf(one);
        int b = clusterOf(other);
        if (isBehind(a, b)) {
            addLinks(a, b);
        } else {
            addLinks(b, a);
        }
        return built(one, other);
    }

    private boolean isBehind(int source, int other) {
        int at = source;
        while (at != other && ops.kind[at] == Columns.MOVE && chosen[at] >= 0) {
            at = choices.source(chosen[at]);
        }
        return at == other;
    }

    /** The choices by which an operation is in the chain of its head. */
    private void addAnchored(int operation) {
        addMembership(operation);
        for (int at = clusterOf(operation);
                ops.kind[at] == Columns.MOVE && chosen[at] >= 0;
                at = choices.source(chosen[at])) {
            add(chosen[at]);
        }
    }

    /**
     * A clause that says: as its chain now reaches from its first return to its last call, a move without a source has one
     * of these.
     *
     * @param candidates positive literals
     */
    Clause oneOf(int move, int[] candidates, int size) {
        for (int operation : new int[] {chainFirstOp[move], chainLastOp[move]}) {
            addMembership(operation);
            addLinks(clusterOf(operation), move);
        }
        int[] because = taken();
        int[] all = Arrays.copyOf(because, because.length + size);
        System.arraycopy(candidates, 0, all, because.length, size);
        return Clause.lemma(all, chainFirstOp[move], chainLastOp[move]);
    }
}
