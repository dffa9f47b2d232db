package dev.stampede.checker.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * The possible assignments of transactions to writes, both in order: each transaction belongs to exactly one write
 * (apart from {@link Others}), an acknowledged write has exactly one, an indeterminate write has one or none, and a
 * later write has a later transaction. Immutable.
 *
 * <p>{@code before[i]} holds each number of transactions that the first {@code i} writes can have, and {@code after[i]}
 * each number of transactions that can precede those of the writes from {@code i} on. An assignment that gives
 * transaction {@code t} to write {@code i} exists if {@code t} is in {@code before[i]} and {@code t + 1} in {@code
 * after[i + 1]}. O(writes · transactions) at most; as acknowledged writes pin their transactions, the sets are small.
 */
final class LogAssignment {
    /** The maximum of writes · transactions. */
    private static final long MAX_CELLS = 100_000_000;

    /**
     * A write.
     *
     * @param acknowledged whether it certainly took effect
     * @param afterZxid the zxid of its transaction is larger
     * @param toZxid the zxid of its transaction is not larger
     */
    record Write(boolean acknowledged, long afterZxid, long toZxid) {}

    /** Whether a transaction may belong to a write that is not known. */
    enum Others {
        /** Each transaction belongs to one of the writes. */
        NONE,
        /** The unknown writes were sent after the last known one had ended, so their transactions are the last ones. */
        LATER,
        /** The unknown writes were sent at any time. */
        ANY
    }

    /** A further condition. */
    interface Fit {
        boolean test(int write, int transaction);
    }

    private final List<Write> writes;
    private final List<Long> zxids;
    private final Fit fit;
    private final Others others;
    private final List<BitSet> before = new ArrayList<>();
    private final List<BitSet> after = new ArrayList<>();
    private final boolean decided;

    /**
     * @param writes in the order in which they were sent, each after the end of the one before
     * @param zxids of the transactions, ascending
     * @param others whether a transaction may belong to none of the writes
     */
    LogAssignment(List<Write> writes, List<Long> zxids, Fit fit, Others others) {
        this.writes = writes;
        this.zxids = zxids;
        this.fit = fit;
        this.others = others;
        this.decided = (writes.size() + 1L) * (zxids.size() + 1L) <= MAX_CELLS;
        if (decided) {
            findBefore();
            findAfter();
        }
    }

    private void findBefore() {
        BitSet at = new BitSet();
        at.set(0);
        before.add(withOthersLater(at));
        for (int i = 0; i < writes.size(); i++) {
            BitSet next = writes.get(i).acknowledged() ? new BitSet() : (BitSet) at.clone();
            for (int t = at.nextSetBit(0); t >= 0 && t < zxids.size(); t = at.nextSetBit(t + 1)) {
                if (matches(i, t)) {
                    next.set(t + 1);
                }
            }
            at = withOthersLater(next);
            before.add(at);
        }
    }

    private BitSet withOthersLater(BitSet counts) {
        if (others == Others.ANY && !counts.isEmpty()) {
            counts.set(counts.nextSetBit(0), zxids.size() + 1);
        }
        return counts;
    }

    private void findAfter() {
        BitSet at = new BitSet();
        at.set(others == Others.NONE ? zxids.size() : 0, zxids.size() + 1);
        after.add(at);
        for (int i = writes.size() - 1; i >= 0; i--) {
            BitSet previous = writes.get(i).acknowledged() ? new BitSet() : (BitSet) at.clone();
            for (int t = at.nextSetBit(1); t >= 1; t = at.nextSetBit(t + 1)) {
                if (matches(i, t - 1)) {
                    previous.set(t - 1);
                }
            }
            at = withOthersEarlier(previous);
            after.add(at);
        }
        Collections.reverse(after);
    }

    private BitSet withOthersEarlier(BitSet counts) {
        if (others == Others.ANY && !counts.isEmpty()) {
            counts.set(0, counts.length());
        }
        return counts;
    }

    private boolean matches(int write, int transaction) {
        Write w = writes.get(write);
        long zxid = zxids.get(transaction);
        return w.afterZxid() < zxid && zxid <= w.toZxid() && fit.test(write, transaction);
    }

    /** What all possible assignments have in common about a write. */
    Settlement settlement(int write) {
        if (!decided) {
            return new Settlement.Open("there are too many equal requests");
        }
        BitSet possible = (BitSet) before.get(0).clone();
        possible.and(after.get(0));
        if (possible.isEmpty()) {
            return new Settlement.Open("the logs and the requests contradict each other");
        }
        BitSet skipping = (BitSet) before.get(write).clone();
        skipping.and(after.get(write + 1));
        boolean mayBeNone = !writes.get(write).acknowledged() && !skipping.isEmpty();
        int found = -1;
        int matches = 0;
        BitSet starts = before.get(write);
        for (int t = starts.nextSetBit(0); t >= 0 && t < zxids.size(); t = starts.nextSetBit(t + 1)) {
            if (after.get(write + 1).get(t + 1) && matches(write, t)) {
                found = t;
                matches++;
            }
        }
        if (matches == 0) {
            return new Settlement.NeverApplied();
        }
        return matches == 1 && !mayBeNone
                ? new Settlement.Applied(zxids.get(found))
                : new Settlement.Open("several writes may have caused the same transaction");
    }
}
