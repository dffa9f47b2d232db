package dev.stampede.checker.check.balancing;

import dev.stampede.checker.check.balancing.Balancer.Listed;
import dev.stampede.checker.history.Drawing;
import dev.stampede.checker.history.Event.Tone;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.Operation;
import dev.stampede.checker.history.Outcome;
import dev.stampede.checker.history.Track;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Backends over time, a few lanes each: when it was registered, when each balancer listed it, and the requests that it was
 * sent and did not answer.
 */
final class BackendPicture {
    private BackendPicture() {}

    static List<Track> of(History history) {
        long end = Calm.endOf(history);
        Registry registry = new Registry(history);
        List<Balancer> balancers = Balancer.of(history, end);
        Drawing drawing = Drawing.of("backends");
        TreeSet<String> paths = new TreeSet<>();
        registry.paths().forEach(paths::add);
        for (String path : paths) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            drawing.lane(name + " registered");
            for (Registration r : registry.registrations(path)) {
                long to = Math.min(end, Math.min(r.goneNanos(), Math.max(r.deadNanos(), r.provenNanos())));
                if (to > r.fromNanos()) {
                    drawing.span(name + " registered", "client " + r.client(), Tone.QUIET, r.fromNanos(), to);
                }
            }
            for (Balancer balancer : balancers) {
                listed(drawing, name + " listed by " + balancer.client(), path, balancer);
            }
        }
        unanswered(drawing, balancers);
        return List.of(drawing.track());
    }

    private static void listed(Drawing drawing, String lane, String path, Balancer balancer) {
        drawing.lane(lane);
        String address = "";
        long since = 0;
        long until = 0;
        for (Listed list : balancer.lists()) {
            String now = list.backends().getOrDefault(path, "");
            if (!now.equals(address) || list.fromNanos() > until) {
                if (!address.isEmpty() && until > since) {
                    drawing.span(lane, address, Tone.QUIET, since, until);
                }
                address = now;
                since = list.fromNanos();
            }
            until = list.toNanos();
        }
        if (!address.isEmpty() && until > since) {
            drawing.span(lane, address, Tone.QUIET, since, until);
        }
    }

    private static void unanswered(Drawing drawing, List<Balancer> balancers) {
        Map<String, String> lanes = new HashMap<>();
        for (Balancer balancer : balancers) {
            for (Operation o : balancer.dispatches()) {
                if (o.outcome() != Outcome.OK && o.completed()) {
                    String path = String.valueOf(o.key());
                    String lane =
                            lanes.computeIfAbsent(path, p -> p.substring(p.lastIndexOf('/') + 1) + " did not answer");
                    drawing.point(
                            lane,
                            "client " + balancer.client() + ": " + o.error(),
                            Tone.NOTICE,
                            null,
                            o.completedNanos());
                }
            }
        }
    }
}
