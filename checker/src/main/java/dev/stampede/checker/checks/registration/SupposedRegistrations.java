package dev.stampede.checker.checks.registration;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ClientTimeline.Connection;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.UndisturbedTime;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;

/**
 * The registrations of a backend or a group member whose class does not show its znodes. They follow from its
 * operations and sessions.
 *
 * <p>A registration that was acknowledged exists while its session certainly lives: up to the end of the last time in
 * which its client was connected in that session and no fault acted. When a session has ended, the class must register
 * again in the next one. That registration is due when the old session must have ended and the client has had the time
 * for a request. O(n log n).
 */
public final class SupposedRegistrations {
    private final Analysis analysis;
    private final UndisturbedTime faultless;
    private final long endNanos;
    private final long reRegistrationNanos;

    /** The registrations of a history up to {@code endNanos}. */
    public SupposedRegistrations(History history, long endNanos) {
        this.analysis = Analysis.of(history);
        this.endNanos = endNanos;
        DerivedBounds bounds = analysis.bounds();
        this.faultless = analysis.disturbances().withoutFaults(bounds.recoveryNanos());
        this.reRegistrationNanos = bounds.known()
                ? bounds.sessionExpiry(bounds.requestNanos()).nanos()
                        + bounds.reRegistration().nanos()
                : UndisturbedTime.NEVER;
    }

    /**
     * The registrations at one path, in the order of their beginnings.
     *
     * @param registers the operations that register, in the order of their invocations
     * @param stops the times at which the client stopped, left or was killed
     */
    public List<RegisteredZnode> of(String path, List<Operation> registers, NavigableSet<Long> stops) {
        List<RegisteredZnode> found = new ArrayList<>();
        List<Operation> writes = registers.stream()
                .filter(write -> write.outcome() == Outcome.OK && write.session() != 0)
                .toList();
        for (int i = 0; i < writes.size(); i++) {
            Operation write = writes.get(i);
            long next = i + 1 < writes.size() ? writes.get(i + 1).completedNanos() : endNanos;
            Long stop = stops.ceiling(write.completedNanos());
            long until = stop == null ? next : Math.min(next, stop);
            found.add(registration(path, write, write.session(), write.completedNanos(), found.size()));
            for (Connection later : analysis.clients().connections(write.client())) {
                boolean inNewSession = later.session() != write.session();
                if (inNewSession && later.fromNanos() > write.completedNanos() && later.fromNanos() < until) {
                    long due = reRegistrationNanos == UndisturbedTime.NEVER
                            ? UndisturbedTime.NEVER
                            : analysis.disturbances()
                                    .connected(write.client(), List.of(), endNanos)
                                    .doneBy(later.fromNanos(), reRegistrationNanos);
                    if (due < until) {
                        found.add(registration(path, write, later.session(), due, found.size()));
                    }
                }
            }
        }
        found.sort(Comparator.comparingLong(RegisteredZnode::fromNanos));
        return found;
    }

    /** A registration with an unknown czxid; {@code number} distinguishes it from the others. */
    private RegisteredZnode registration(String path, Operation write, long session, long fromNanos, int number) {
        return new RegisteredZnode(
                path,
                write.client(),
                number + 1L,
                session,
                fromNanos,
                fromNanos,
                livedUntil(write.client(), session, fromNanos),
                Operation.OPEN);
    }

    private long livedUntil(int client, long session, long fromNanos) {
        long lived = fromNanos;
        for (Connection connection : analysis.clients().connections(client)) {
            if (connection.session() == session) {
                for (Interval stretch : faultless.stretches(connection.fromNanos(), connection.toNanos())) {
                    lived = Math.max(lived, stretch.toNanos());
                }
            }
        }
        return lived;
    }
}
