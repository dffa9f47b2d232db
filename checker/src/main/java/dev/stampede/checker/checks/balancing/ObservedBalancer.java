package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.checks.registration.AdoptedList;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One balancer: the lists that it had in force one after another, and its dispatches.
 *
 * @param lists addresses by path, in chronological order, each in force until the next
 * @param undisturbed the times in which the balancer was connected and no fault or outage of a member disturbed it; the
 *     time in which it waited for the response to a list call is a pause
 */
record ObservedBalancer(int client, List<AdoptedList> lists, List<Operation> dispatches, UndisturbedTime undisturbed) {

    /** The balancers of a run: the clients that call {@code list}. */
    static List<ObservedBalancer> of(History history, long endNanos, BudgetGuard guard) {
        Map<Integer, List<Operation>> lists = new TreeMap<>();
        for (Operation o : guard.each(history.operations(BackendInput.ListBackends.class))) {
            lists.computeIfAbsent(o.client(), c -> new ArrayList<>()).add(o);
        }
        Map<Integer, IntStream.Builder> dispatches = new HashMap<>();
        for (Operation o : guard.each(history.operations(BackendInput.Dispatch.class))) {
            dispatches.computeIfAbsent(o.client(), c -> IntStream.builder()).add(o.number());
        }
        List<ObservedBalancer> balancers = new ArrayList<>();
        lists.forEach((client, operations) -> {
            IntStream.Builder numbers = dispatches.getOrDefault(client, IntStream.builder());
            balancers.add(of(history, client, operations, history.operations(numbers.build()), endNanos));
        });
        return balancers;
    }

    private static ObservedBalancer of(
            History history, int client, List<Operation> lists, List<Operation> dispatches, long endNanos) {
        NavigableSet<Long> ends = Analysis.of(history).clients().processEnds(client);
        List<Interval> waits = lists.stream()
                .map(o -> new Interval(o.invokedNanos(), Math.min(o.completedNanos(), endNanos)))
                .filter(s -> s.fromNanos() < s.toNanos())
                .toList();
        UndisturbedTime undisturbed = Analysis.of(history).disturbances().connected(client, waits, endNanos);
        return new ObservedBalancer(
                client,
                AdoptedList.inForce(lists, ends, endNanos, ObservedBalancer::backends),
                dispatches,
                undisturbed);
    }

    /** The addresses by path in the list that a balancer adopted. */
    static Map<String, String> backends(Operation list) {
        return list.output() instanceof OperationOutput.Backends backends ? backends.addresses() : Map.of();
    }
}
