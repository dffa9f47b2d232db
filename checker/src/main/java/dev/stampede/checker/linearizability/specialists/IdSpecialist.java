package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.IdGenerator;
import dev.stampede.checker.model.ObservedCall;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides all histories of a generator that may return any id that it has not returned before.
 *
 * <p><b>Precondition</b>: none. An id may be returned in any order if it was not returned before. So the calls are
 * linearizable in the order of their calls if and only if no id was returned twice. Indeterminate operations are
 * dropped. Linear.
 */
final class IdSpecialist extends ColumnSpecialist<IdSpecialist.Columns> {
    /**
     * The ids.
     *
     * @param id by operation, numbered from 0; -1 if indeterminate or unknown
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
    SpecialistResult decide(Columns columns, SearchBudget budget) {
        int[] given = new int[columns.ids()];
        Arrays.fill(given, -1);
        int[] witness = new int[columns.id().length];
        int size = 0;
        for (int operation : columns.when().called()) {
            if (!columns.when().required()[operation]) {
                continue;
            }
            int id = columns.id()[operation];
            if (id >= 0) {
                if (given[id] >= 0) {
                    return ConflictSet.of(given[id], operation);
                }
                given[id] = operation;
            }
            witness[size++] = operation;
        }
        return new SpecialistResult.Accepted(Arrays.copyOf(witness, size));
    }
}
