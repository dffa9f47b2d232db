package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.checks.registration.AdoptedList;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.Track;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Draws some lanes for each backend: when it was registered, when each balancer listed it, the number of requests per
 * second that were routed to it, and the requests without a response.
 */
final class BackendTracks {
    private static final long STEP_NANOS = 500_000_000L;

    private BackendTracks() {}

    static List<Track> of(History history) {
        BudgetGuard guard = BudgetGuard.ofPicture();
        long end = Analysis.of(history).clients().workEndNanos();
        BackendRegistry registry = new BackendRegistry(history, guard);
        List<ObservedBalancer> balancers = ObservedBalancer.of(history, end, guard);
        TrackBuilder drawing = TrackBuilder.of("Backends");
        TreeSet<String> paths = new TreeSet<>();
        registry.paths().forEach(paths::add);
        Map<String, IntStream.Builder> routed = new HashMap<>();
        balancers.forEach(
                b -> b.dispatches().stream().filter(Operation::completed).forEach(o -> routed.computeIfAbsent(
                                String.valueOf(o.key()), p -> IntStream.builder())
                        .add(o.number())));
        for (String path : paths) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            drawing.lane(name + " registered");
            for (BackendRegistration r : registry.registrations(path)) {
                long to = Math.min(
                        end,
                        Math.min(
                                r.goneNanos(), Math.max(r.deadNanos(), r.znode().provenNanos())));
                if (to > r.fromNanos()) {
                    drawing.span(name + " registered", "client " + r.client(), Severity.QUIET, r.fromNanos(), to);
                }
            }
            for (ObservedBalancer balancer : balancers) {
                listed(drawing, name + " listed by " + balancer.client(), path, balancer);
            }
            IntStream.Builder numbers = routed.getOrDefault(path, IntStream.builder());
            routed(drawing, name, history.operations(numbers.build()), end);
        }
        return List.of(drawing.track());
    }

    private static void listed(TrackBuilder drawing, String lane, String path, ObservedBalancer balancer) {
        drawing.lane(lane);
        String address = "";
        long since = 0;
        long until = 0;
        for (AdoptedList list : balancer.lists()) {
            String now = list.entries().getOrDefault(path, "");
            if (!now.equals(address) || list.fromNanos() > until) {
                if (!address.isEmpty() && until > since) {
                    drawing.span(lane, address, Severity.QUIET, since, until);
                }
                address = now;
                since = list.fromNanos();
            }
            until = list.toNanos();
        }
        if (!address.isEmpty() && until > since) {
            drawing.span(lane, address, Severity.QUIET, since, until);
        }
    }

    private static void routed(TrackBuilder drawing, String name, List<Operation> dispatches, long end) {
        TreeMap<Long, Integer> byStep = new TreeMap<>();
        for (Operation o : dispatches) {
            byStep.merge(o.completedNanos() / STEP_NANOS, 1, Integer::sum);
            if (o.outcome() != Outcome.OK) {
                String label = "client " + o.client() + ": " + o.error();
                drawing.point(name + " no response", label, Severity.NOTICE, null, o.completedNanos());
            }
        }
        if (byStep.isEmpty()) {
            return;
        }
        for (long step = byStep.firstKey(); step <= Math.min(byStep.lastKey(), end / STEP_NANOS); step++) {
            double perSecond = byStep.getOrDefault(step, 0) * (1e9 / STEP_NANOS);
            drawing.point(name + " requests/s", "", Severity.QUIET, perSecond, step * STEP_NANOS + STEP_NANOS / 2);
        }
    }
}
