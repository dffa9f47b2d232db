package dev.stampede.checker.checks.exclusion.elections;

import dev.stampede.checker.checks.exclusion.locks.MutualExclusionCheck;
import dev.stampede.checker.checks.exclusion.views.ExclusionCheck;
import dev.stampede.checker.checks.exclusion.views.HoldCheckParameters;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;

/**
 * Elections: at most one client leads at a time. Judged for each key in four views.
 *
 * <p>The views, the parameters and the limits are those of {@link MutualExclusionCheck}. A hold is an acquire and its
 * release, or, for a latch, a sequence of true samples of {@code hasLeadership()} without a false one, a doubt or a
 * change of the session in between.
 *
 * <p>A history that passes, and one that fails (T is a true sample, F a false one):
 *
 * <pre>{@code
 * client 1  T---T---T  SUSPENDED  F---F     client 1  T---T---T  SUSPENDED  T---T---T---T
 * client 2                      T---T---T   client 2                           F---T---T
 * VALID                                     INVALID: undisciplined, it led for more than 100 ms after SUSPENDED
 * }</pre>
 *
 * <p>Immutable and safe to share between threads.
 */
public final class SingleMasterCheck extends ExclusionCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "single-master";

    private SingleMasterCheck(CheckSpec spec) {
        super(HoldCheckParameters.of(LockOrElectionTerms.ELECTION, spec));
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if the name, a parameter or its value is unknown; the message lists all problems
     */
    public static SingleMasterCheck of(CheckSpec spec) {
        return new SingleMasterCheck(spec);
    }
}
