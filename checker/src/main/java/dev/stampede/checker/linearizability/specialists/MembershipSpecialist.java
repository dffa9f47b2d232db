package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessOrder;

/**
 * Decides histories of a set that is asked for single elements only.
 *
 * <p><b>Precondition</b>: nobody reads all elements, nobody finds an element there that it adds, and each element is added by one
 * call at most, and removed by one at most.
 *
 * <p>No call concerns two elements, and the elements do not depend on each other, so that each can be decided by itself
 * (Herlihy and Wing: linearizability is a local property), as a register that holds yes or no: see {@link ElementMembership}. The
 * instants that are found for the calls on each element give the order of all calls.
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
        byte[] part = columns.part();
        WitnessOrder byElement = new WitnessOrder(part.length, columns.elements());
        int[] end = new int[columns.elements()];
        for (int operation : columns.when().called()) {
            if (part[operation] == SetColumns.ALL) {
                throw new Refusal("nobody reads all elements");
            }
            if (operation >= 0 && part[operation] != SetColumns.NONE) {
                byElement.add(operation, columns.element()[operation]);
                end[columns.element()[operation]]++;
            }
        }
        int[] operations = byElement.sorted();
        look(budget);
        WitnessOrder witness = new WitnessOrder(part.length, columns.when().ranks());
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
