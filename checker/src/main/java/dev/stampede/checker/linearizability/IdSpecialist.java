package dev.stampede.checker.linearizability;

import dev.stampede.checker.model.IdGenerator;
import dev.stampede.checker.model.ObservedCall;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides all histories of a generator that is free to choose any id that it has not given.
 *
 * <p><b>Precondition</b>: none. Whatever the order, an id may be given if it was not before; so the calls are linearizable, in
 * the order of their calls, if and only if no id was given twice. What is indeterminate is dropped. Linear.
 */
final class IdSpecialist extends ColumnSpecialist<IdSpecialist.Columns> {
    /**
     * The ids.
     *
     * @param id by operation, numbered from 0; -1 for what is indeterminate or not known
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Columns(Intervals when, int[] id, int ids) {}

    @Override
    public String name() {
        return "distinct-ids";
    }

    @Override
    Columns encode(Problem problem) {
        Map<Object, Integer> numbers = new HashMap<>();
        int[] id = new int[problem.size()];
        for (int i = 0; i < id.length; i++) {
            ObservedCall<?, ?> call = problem.call(i);
            id[i] = -1;
            if (call.certain() && call.output() instanceof IdGenerator.Output given) {
                Integer known = numbers.putIfAbsent(given.id(), numbers.size());
                id[i] = known == null ? numbers.size() - 1 : known;
            }
        }
        return new Columns(problem.when(), id, numbers.size());
    }

    @Override
    Ruling decide(Columns columns, SearchBudget budget) {
        int[] given = new int[columns.ids()];
        Arrays.fill(given, -1);
        int[] witness = new int[columns.id().length];
        int size = 0;
        for (int event : columns.when().events()) {
            if (event < 0 || !columns.when().required()[event]) {
                continue;
            }
            int id = columns.id()[event];
            if (id >= 0) {
                if (given[id] >= 0) {
                    return Suspects.of(given[id], event);
                }
                given[id] = event;
            }
            witness[size++] = event;
        }
        return new Ruling.Accepted(Arrays.copyOf(witness, size));
    }
}
