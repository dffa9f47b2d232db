package dev.stampede.checker.check;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.RunHeader.CheckSpec;

/**
 * Decides one promise from a history.
 *
 * <p>Implementations are immutable and safe to share between threads, deterministic (the same history gives the same
 * result, but for the time it took), and honour the budget in every loop whose length depends on the history. What they
 * throw becomes INCONCLUSIVE with the reason (see {@link Judge}).
 */
public interface Check {

    /** What it is called on the command line and in reports, such as {@code mutual-exclusion}. */
    String name();

    /** Enough to make it again from a recorded history. */
    CheckSpec spec();

    /** Looks at the history. */
    CheckResult check(History history, CheckBudget budget);
}
