package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessOrder;

/**
 * Decides histories of a set that is queried only for single elements.
 *
 * <p><b>Precondition</b>: no operation reads all elements, no add finds its element present, and each element is added
 * by at most one call and removed by at most one.
 *
 * <p>Each call concerns one element, and elements are independent, so each is decided separately (Herlihy and Wing:
 * linearizability is a local property), as a boolean register: see {@link ElementMembership}. The instants of the calls
 * on each element determine the order of all calls.
 *
 * <p>Linear.
 */
final class MembershipSpecialist extends ColumnSpecialist<SetColumns> {

    @Override
    public String name() {
        return "element-registers";
    }

    @Override
    SetColumns encode(Problem problem) {
        return SetColumns.of(problem);
    }

    @Override
    SpecialistResult decide(SetColumns columns, SearchBudget budget) {
        byte[] role = columns.role();
        WitnessOrder byElement = new WitnessOrder(role.length, columns.elements());
        int[] end = new int[columns.elements()];
        for (int operation : columns.when().called()) {
            if (role[operation] == SetColumns.ALL) {
                throw Refusal.unmet("no operation reads all elements");
            }
            if (operation >= 0 && role[operation] != SetColumns.NONE) {
                byElement.add(operation, columns.element()[operation]);
                end[columns.element()[operation]]++;
            }
        }
        int[] operations = byElement.sorted();
        checkBudget(budget);
        WitnessOrder witness = new WitnessOrder(role.length, columns.when().ranks());
        int from = 0;
        for (int count : end) {
            ElementMembership membership = new ElementMembership(columns, operations, from, from + count);
            if (!membership.decide()) {
                return membership.suspects();
            }
            membership.add(witness);
            from += count;
        }
        return new SpecialistResult.Accepted(witness.sorted());
    }
}
