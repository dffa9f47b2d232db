package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/**
 * Decides histories of a register in which every value is written once.
 *
 * <p><b>Precondition</b>: no two operations, whether they took effect or not, leave the same value, and none leaves the
 * initial one; no compare-and-set is known to have failed. (A compare-and-set of a value to itself counts as a read.)
 *
 * <p>Then each value stands in one stretch of the order: the operation that leaves it, all reads of it, and, if a successful
 * compare-and-set expects it, that one, which begins the next stretch. Stretches that are joined by compare-and-sets form a
 * chain whose inner order is known: layer by layer, so that it only remains to be seen that nothing returned before
 * something of an earlier layer was called. No operation of another chain may come between, so that {@link Zones} decides
 * the order of the chains, exactly. The initial value begins a chain before all events.
 *
 * <p>An indeterminate operation took effect if somebody saw its value: a certain read, a certain compare-and-set that expects
 * it, or an indeterminate one that itself took effect. Any other can be left out of an order without changing what anybody
 * sees, so it is; after that, one that took effect differs from a certain one only in when it returned.
 *
 * <p>Linear in operations. P. B. Gibbons, E. Korach, "Testing shared memories", SIAM J. Comput. 26 (1997), whose zones are
 * extended to chains here.
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
