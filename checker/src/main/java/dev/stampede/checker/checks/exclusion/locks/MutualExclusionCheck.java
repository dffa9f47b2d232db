package dev.stampede.checker.checks.exclusion.locks;

import dev.stampede.checker.checks.exclusion.views.ExclusionCheck;
import dev.stampede.checker.checks.exclusion.views.HoldCheckParameters;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;

/**
 * Locks: at most one client holds a key at a time. Judged for each key in four views.
 *
 * <ol>
 *   <li><b>server</b>: a hold lasts from the zxid of its grant to that of its znode's delete. Violations are two holds
 *       at once, a grant that follows from a read in another session than that of the znode, a delete of another
 *       client's hold, and a znode that outlives its session.
 *   <li><b>belief</b>: from the grant to the call of the release. An overlap that only this view shows is a caveat,
 *       unless the clients' code cannot report doubts and no doubt was due.
 *   <li><b>disciplined</b> belief: it ends when the client doubts. A missing or late doubt is a violation, with or
 *       without an overlap. An overlap is a violation unless a documented condition excuses it, which the caveat names.
 *   <li><b>fenced</b>: a write without a token that a store accepted after a younger grant is a violation.
 * </ol>
 *
 * <p>A history that passes, and one that fails (time runs to the right; each znode is deleted by its release):
 *
 * <pre>{@code
 * client 1  acquire /a → 0x11 |=======| release          client 1  acquire /a → 0x11 |==============| release
 * client 2                acquire /a → 0x13 |=====|      client 2        acquire /a → 0x12 |=====| release
 * VALID                                                  INVALID: server-overlap, both held /a from zxid 0x12 on
 * }</pre>
 *
 * <p>Parameters, all optional: {@code recipe} ({@code scenario/variant} for signatures); {@code views} (a
 * comma-separated list of {@code server,belief,disciplined,fenced}; default: all); {@code policy} ({@code standard}, or
 * {@code session} for clients that doubt only on LOST); {@code doubts} ({@code false} if the clients' code cannot
 * report doubts: the third view is then 'not applicable'); {@code raw} ({@code true} for plain ZooKeeper handles, which
 * receive Disconnected; {@code own} for handles that the clients' code opens itself). An acquire with the argument
 * {@code read} excludes only acquires without it (readers and writers), and its release has the same argument. Holds
 * whose overlap is undecided are counted and named; they never decide the verdict. Immutable and safe to share between
 * threads; O(n log n) for n holds, and at most {@value OverlapFinder#MAX_PAIRS} overlaps are examined.
 */
public final class MutualExclusionCheck extends ExclusionCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "mutual-exclusion";

    private MutualExclusionCheck(CheckSpec spec) {
        super(HoldCheckParameters.of(LockOrElectionTerms.LOCK, spec));
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if the name, a parameter or its value is unknown; the message lists all problems
     */
    public static MutualExclusionCheck of(CheckSpec spec) {
        return new MutualExclusionCheck(spec);
    }
}
