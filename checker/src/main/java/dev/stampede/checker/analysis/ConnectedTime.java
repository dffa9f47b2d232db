package dev.stampede.checker.analysis;

import dev.stampede.checker.analysis.ClientTimeline.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The time in which clients were connected, no fault acted, and the last heal was longer ago than the recovery budget.
 * Immutable.
 */
public final class ConnectedTime {
    private final Analysis analysis;
    private final UndisturbedTime faultless;

    ConnectedTime(Analysis analysis) {
        this.analysis = analysis;
        this.faultless = analysis.disturbances().withoutFaults(analysis.bounds().recoveryNanos());
    }

    /**
     * Whether an action that could start at {@code fromNanos}, and takes {@code lengthNanos} undisturbed, had to be
     * complete at {@code toNanos}. It had to if no fault acted in a part of the interval that is at least
     * {@code lengthNanos} long, and each of these clients was connected in one session throughout that part. Stalls of
     * their JVMs and of the harness do not count towards the length. False if there are no clients.
     */
    public boolean suffices(Collection<Integer> clients, long fromNanos, long toNanos, long lengthNanos) {
        if (clients.isEmpty() || toNanos - fromNanos < lengthNanos) {
            return false;
        }
        List<Interval> stretches = faultless.stretches(fromNanos, toNanos);
        for (int client : clients) {
            stretches = intersection(stretches, analysis.clients().connections(client));
        }
        return stretches.stream().anyMatch(stretch -> clients.stream()
                .allMatch(client -> analysis.disturbances().requestTime(client).after(stretch.fromNanos(), lengthNanos)
                        <= stretch.toNanos()));
    }

    private static List<Interval> intersection(List<Interval> stretches, List<Connection> connections) {
        List<Interval> common = new ArrayList<>();
        for (Interval s : stretches) {
            for (Connection c : connections) {
                if (s.overlaps(c.fromNanos(), c.toNanos())) {
                    common.add(
                            new Interval(Math.max(s.fromNanos(), c.fromNanos()), Math.min(s.toNanos(), c.toNanos())));
                }
            }
        }
        return common;
    }
}
