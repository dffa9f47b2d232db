package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One balancer: the lists that it had in force one after another, and what it dispatched.
 *
 * @param lists in order of time, each in force until the next
 * @param calm when it was connected, left alone and not waiting
 */
record ObservedBalancer(int client, List<Listed> lists, List<Operation> dispatches, BalancingCalm calm) {

    /**
     * A list in force.
     *
     * @param backends addresses by path
     * @param toNanos when it was replaced, or the balancer ended or is judged no longer
     */
    record Listed(Operation operation, Map<String, String> backends, long fromNanos, long toNanos) {}

    /** The balancers of a run: the clients that list. */
    static List<ObservedBalancer> of(History history, long endNanos) {
        Map<Integer, List<Operation>> lists = new TreeMap<>();
        Map<Integer, List<Operation>> dispatches = new TreeMap<>();
        for (Operation o : history.operations()) {
            if (o.function().equals("list")) {
                lists.computeIfAbsent(o.client(), c -> new ArrayList<>()).add(o);
            } else if (o.function().equals("dispatch")) {
                dispatches.computeIfAbsent(o.client(), c -> new ArrayList<>()).add(o);
            }
        }
        List<ObservedBalancer> balancers = new ArrayList<>();
        lists.forEach((client, operations) ->
                balancers.add(of(history, client, operations, dispatches.getOrDefault(client, List.of()), endNanos)));
        return balancers;
    }

    private static ObservedBalancer of(
            History history, int client, List<Operation> lists, List<Operation> dispatches, long endNanos) {
        NavigableSet<Long> ends = BalancingCalm.endsOf(history, client);
        List<Event.SessionChanged> sessions = history.events(Event.SessionChanged.class)
                .filter(e -> e.client() == client)
                .sorted(Comparator.comparingLong(Event.SessionChanged::atNanos))
                .toList();
        String jvm = history.events(Event.ClientOpened.class)
                .filter(e -> e.client() == client)
                .map(Event.ClientOpened::jvm)
                .findFirst()
                .orElse("harness");
        List<BalancingCalm.Span> waits = lists.stream()
                .map(o -> new BalancingCalm.Span(o.invokedNanos(), Math.min(o.completedNanos(), endNanos)))
                .filter(s -> s.fromNanos() < s.toNanos())
                .toList();
        BalancingCalm calm = BalancingCalm.ofConnected(
                history, client, jvm, BalancingCalm.connected(sessions, endNanos), waits, endNanos);
        return new ObservedBalancer(client, inForce(lists, ends, endNanos), dispatches, calm);
    }

    private static List<Listed> inForce(List<Operation> lists, NavigableSet<Long> ends, long endNanos) {
        List<Operation> adopted = new ArrayList<>(
                lists.stream().filter(o -> o.outcome() == Outcome.OK).toList());
        adopted.sort(Comparator.comparingLong(Operation::completedNanos).thenComparingInt(Operation::number));
        List<Listed> inForce = new ArrayList<>();
        for (int i = 0; i < adopted.size(); i++) {
            Operation o = adopted.get(i);
            long next = i + 1 < adopted.size() ? adopted.get(i + 1).completedNanos() : endNanos;
            Long end = ends.ceiling(o.completedNanos());
            long to = Math.min(endNanos, end == null ? next : Math.min(next, end));
            inForce.add(new Listed(o, backends(o.result()), o.completedNanos(), Math.max(o.completedNanos(), to)));
        }
        return Collections.unmodifiableList(inForce);
    }

    /** {@code path=address} with blanks between them. */
    static Map<String, String> backends(@Nullable String text) {
        Map<String, String> backends = new LinkedHashMap<>();
        if (text != null) {
            for (String entry : text.strip().split(" +", -1)) {
                int equals = entry.indexOf('=');
                if (equals > 0) {
                    backends.put(entry.substring(0, equals), entry.substring(equals + 1));
                }
            }
        }
        return backends;
    }
}
