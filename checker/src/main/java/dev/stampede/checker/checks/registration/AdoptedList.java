package dev.stampede.checker.checks.registration;

import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.Function;

/**
 * A list in force: the entries that a client takes for registered.
 *
 * @param operation the operation that recorded the list
 * @param entries the values of the entries by their names
 * @param toNanos when the list was replaced, its client ended, or the judged time ended
 */
public record AdoptedList(Operation operation, Map<String, String> entries, long fromNanos, long toNanos) {

    /**
     * The lists of one client in chronological order, each in force until the next.
     *
     * @param lists the operations; those that did not succeed changed nothing
     * @param ends the times at which the client ceased to use its list
     * @param entries reads the list from the result of an operation
     */
    public static List<AdoptedList> inForce(
            List<Operation> lists,
            NavigableSet<Long> ends,
            long endNanos,
            Function<Operation, Map<String, String>> entries) {
        List<Operation> adopted = new ArrayList<>(
                lists.stream().filter(o -> o.outcome() == Outcome.OK).toList());
        adopted.sort(Comparator.comparingLong(Operation::completedNanos).thenComparingInt(Operation::number));
        List<AdoptedList> inForce = new ArrayList<>();
        for (int i = 0; i < adopted.size(); i++) {
            Operation o = adopted.get(i);
            long next = i + 1 < adopted.size() ? adopted.get(i + 1).completedNanos() : endNanos;
            Long end = ends.ceiling(o.completedNanos());
            long to = Math.min(endNanos, end == null ? next : Math.min(next, end));
            inForce.add(new AdoptedList(o, entries.apply(o), o.completedNanos(), Math.max(o.completedNanos(), to)));
        }
        return List.copyOf(inForce);
    }
}
