package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/**
 * Decides histories of a register in which every value is written once.
 *
 * <p><b>Precondition</b>: no two operations, whether they took effect or not, write the same value, and none writes the
 * initial one; no compare-and-set failed. (A compare-and-set of a value to itself counts as a read.)
 *
 * <p>Then each value occupies one contiguous section of the order: its write, all reads of it, and, if a successful
 * compare-and-set expects it, that operation, which starts the next section. Sections that are connected by
 * compare-and-sets form a chain; its layers (a write, the reads of its value, the compare-and-set that expects it, and
 * so on) have a known order. It remains to verify that no operation returned before one of an earlier layer was called.
 * No operation of another chain may come between, so {@link Zones} decides the order of the chains exactly. The initial
 * value starts a chain before all events.
 *
 * <p>An indeterminate operation took effect if its value was observed: by a certain read, by a certain compare-and-set
 * that expects it, or by an indeterminate one that itself took effect. All others can be removed from an order without
 * changing any observation, so they are dropped. After that, an indeterminate operation that took effect differs from a
 * certain one only in its return time.
 *
 * <p>Linear in operations. P. B. Gibbons, E. Korach, "Testing shared memories", SIAM J. Comput. 26 (1997), whose zones
 * are extended to chains here.
 */
final class RegisterSpecialist extends ColumnSpecialist<RegisterColumns> {

    @Override
    public String name() {
        return "register-zones";
    }

    @Override
    RegisterColumns encode(Problem problem) {
        return RegisterColumns.of(problem);
    }

    @Override
    SpecialistResult decide(RegisterColumns columns, SearchBudget budget) {
        return new RegisterChains(columns).decide(budget);
    }
}
