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
 * One call of {@code enter}, and the call of {@code leave} with which its client left again. A participant is present from the
 * invocation of the first one on.
 */
record Participant(Operation enter, @Nullable Operation leave) {

    /** The participants of one barrier, in the order of their invocations. */
    static List<Participant> of(List<Operation> operations) {
        List<Participant> all = new ArrayList<>();
        Map<Integer, Integer> last = new HashMap<>();
        for (Operation o : operations) {
            if (o.input() instanceof Enter) {
                last.put(o.client(), all.size());
                all.add(new Participant(o, null));
            } else if (o.input() instanceof Leave) {
                @Nullable Integer own = last.get(o.client());
                if (own != null && all.get(own).leave() == null) {
                    all.set(own, new Participant(all.get(own).enter(), o));
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

    /** The latest time at which it can be present. */
    long latestNanos() {
        if (enter.outcome() == Outcome.FAILED) {
            return enter.completedNanos();
        }
        return leave != null && leave.outcome() == Outcome.OK ? leave.completedNanos() : Operation.OPEN;
    }

    /** The time until which it was certainly present, if its request had taken effect and its session lived. */
    long certainNanos() {
        if (!entered()) {
            return enter.completedNanos();
        }
        return leave == null ? Operation.OPEN : leave.invokedNanos();
    }

    /** The time from which on no other client had to wait for it to leave; {@link Operation#OPEN} if there is none. */
    long goneNanos(ClientTimeline clients, DerivedBounds bounds) {
        if (enter.outcome() == Outcome.FAILED) {
            return enter.completedNanos();
        } else if (leave != null && (leave.outcome() == Outcome.OK || !leave.completed())) {
            return leave.invokedNanos();
        }
        return sessionEnd(clients, bounds);
    }

    /** The time by which its session had ended, so that its ephemeral znode was deleted. */
    private long sessionEnd(ClientTimeline clients, DerivedBounds bounds) {
        if (!enter.completed() || enter.session() == 0) {
            return Operation.OPEN;
        }
        long end = Operation.OPEN;
        for (SessionChanged e : clients.sessions(client())) {
            boolean ends = e.state() == SessionState.EXPIRED || e.state() == SessionState.CLOSED;
            if (ends && e.session() == enter.session()) {
                end = Math.min(end, e.atNanos());
            }
        }
        @Nullable Long killed = clients.processEnds(client()).ceiling(enter.completedNanos());
        if (killed != null && bounds.known()) {
            end = Math.min(end, killed + bounds.sessionExpiry(bounds.requestNanos()).nanos());
        }
        return end;
    }
}
