package dev.stampede.checker.check.exclusion;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;

/**
 * Elections: no two clients lead at once. Judged for each key in four views.
 *
 * <p>The views, the parameters and the bounds are those of {@link MutualExclusion}. A hold is an acquire and its release,
 * or for a latch a row of samples of {@code hasLeadership()} that are true, with no false one, no doubt and no change of
 * the session between.
 *
 * <p>A history that passes, and one that fails (T is a true sample, F a false one):
 *
 * <pre>{@code
 * client 1  T---T---T  SUSPENDED  F---F     client 1  T---T---T  SUSPENDED  T---T---T---T
 * client 2                      T---T---T   client 2                           F---T---T
 * VALID                                     INVALID: undisciplined, it led on for more than 100 ms after SUSPENDED
 * }</pre>
 *
 * <p>Immutable and safe to share between threads.
 */
public final class SingleMaster implements Check {
    /** What it is called on the command line and in reports. */
    public static final String NAME = "single-master";

    private final Rules rules;

    private SingleMaster(Rules rules) {
        this.rules = rules;
    }

    /**
     * The check with the parameters that are described above.
     *
     * @throws IllegalArgumentException if the name is another, or a parameter or its value is not known; the message
     *     names all of them
     */
    public static SingleMaster of(CheckSpec spec) {
        return new SingleMaster(Rules.of(Terms.ELECTION, spec));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return rules.spec();
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        return new Exclusion(rules).check(history, budget);
    }
}
