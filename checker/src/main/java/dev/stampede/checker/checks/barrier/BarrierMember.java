package dev.stampede.checker.checks.barrier;

import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.history.data.BarrierInput.Enter;
import dev.stampede.checker.history.data.BarrierInput.Leave;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member of a double barrier: one call of {@code enter}, and the next call of {@code leave} by its client. The member
 * may be present from the invocation of {@code enter} on.
 */
record BarrierMember(Operation enter, @Nullable Operation leave) {

    /** The members of one barrier, in the order of their invocations of {@code enter}. */
    static List<BarrierMember> of(List<Operation> operations) {
        List<BarrierMember> all = new ArrayList<>();
        Map<Integer, Integer> last = new HashMap<>();
        for (Operation o : operations) {
            if (o.input() instanceof Enter) {
                last.put(o.client(), all.size());
                all.add(new BarrierMember(o, null));
            } else if (o.input() instanceof Leave) {
                @Nullable Integer own = last.get(o.client());
                if (own != null && all.get(own).leave() == null) {
                    all.set(own, new BarrierMember(all.get(own).enter(), o));
                }
            }
        }
        return all;
    }

    int client() {
        return enter.client();
    }

    boolean entered() {
        return enter.outcome() == Outcome.OK;
    }

    /** The latest time at which the member can be present. */
    long latestPresentNanos() {
        if (enter.outcome() == Outcome.FAILED) {
            return enter.completedNanos();
        }
        return leave != null && leave.outcome() == Outcome.OK ? leave.completedNanos() : Operation.OPEN;
    }

    /** The time until which the member was certainly present, if its request had taken effect and its session lived. */
    long presentUntilNanos() {
        if (!entered()) {
            return enter.completedNanos();
        }
        return leave == null ? Operation.OPEN : leave.invokedNanos();
    }

    /**
     * The time from which on no other client had to wait for the member to leave; {@link Operation#OPEN} if there is
     * none.
     */
    long goneNanos(ClientTimeline clients, DerivedBounds bounds) {
        if (enter.outcome() == Outcome.FAILED) {
            return enter.completedNanos();
        } else if (leave != null && (leave.outcome() == Outcome.OK || !leave.completed())) {
            return leave.invokedNanos();
        }
        return sessionEnd(clients, bounds);
    }

    /** The session in which it entered; 0 if it did not, or if the session is unknown. */
    long session(ClientTimeline clients) {
        if (!entered() || enter.session() != 0) {
            return entered() ? enter.session() : 0;
        }
        @Nullable SessionChanged last = clients.lastSessionEventUpTo(client(), enter.completedNanos());
        return ClientTimeline.connects(last) && last != null ? last.session() : 0;
    }

    /**
     * Whether its session certainly lived at a moment: the leader answered one of its later writes, or its client was
     * connected for so long afterwards that it would have been notified of the end of the session.
     */
    boolean lived(long atNanos, ClientTimeline clients, DerivedBounds bounds) {
        long session = session(clients);
        if (session == 0) {
            return false;
        } else if (clients.aliveUntil(session) >= atNanos) {
            return true;
        }
        ClientTimeline.@Nullable Connection connection = clients.connection(client(), session, atNanos);
        return bounds.known()
                && connection != null
                && connection.toNanos() - bounds.convergence().nanos() >= atNanos;
    }

    /** The time by which its session had ended, so that its ephemeral znode was deleted. */
    private long sessionEnd(ClientTimeline clients, DerivedBounds bounds) {
        long session = session(clients);
        if (session == 0) {
            return Operation.OPEN;
        }
        long end = Operation.OPEN;
        for (SessionChanged e : clients.sessions(client())) {
            boolean ends = e.state() == SessionState.EXPIRED || e.state() == SessionState.CLOSED;
            if (ends && e.session() == session) {
                end = Math.min(end, e.atNanos());
            }
        }
        @Nullable Long killed = clients.processEnds(client()).ceiling(enter.completedNanos());
        if (killed != null && bounds.known()) {
            end = Math.min(
                    end, killed + bounds.sessionExpiry(bounds.requestNanos()).nanos());
        }
        return end;
    }
}
