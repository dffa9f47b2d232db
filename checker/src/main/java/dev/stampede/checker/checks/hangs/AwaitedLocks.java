package dev.stampede.checker.checks.hangs;

import static dev.stampede.checker.check.AnomalyText.count;

import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.DerivedBounds;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Calls that acquire a lock.
 *
 * <p>Such a call hangs if for the limit no client can have held its lock, in any mode, no client was granted it, and all clients that
 * were waiting for it were connected. A client may hold a lock from the return of its acquire to that of its release. If it is
 * unknown whether one of the two took effect, it may hold it until its session has ended: when the client learns that, or after
 * a kill by the time after which sessions expire. O(n log n) in operations to build it.
 */
final class AwaitedLocks {
    private final CallTime time;
    private final Map<String, List<Operation>> acquires = new HashMap<>();
    private final Map<String, List<Interval>> holds = new HashMap<>();
    private final Set<String> reported = new TreeSet<>();

    /** The grants of one client that it has not released. */
    private record ClientOfKey(String key, int client) {}

    AwaitedLocks(History history, CallTime time) {
        this.time = time;
        Map<ClientOfKey, Deque<Operation>> granted = new HashMap<>();
        for (Operation o : history.operations()) {
            ClientOfKey who = new ClientOfKey(String.valueOf(o.key()), o.client());
            if (o.input() instanceof LockInput.Acquire) {
                acquires.computeIfAbsent(who.key(), k -> new ArrayList<>()).add(o);
                if (o.outcome() == Outcome.OK && o.completed()) {
                    granted.computeIfAbsent(who, w -> new ArrayDeque<>()).push(o);
                } else if (o.outcome() != Outcome.FAILED) {
                    holds(who.key(), Math.min(o.completedNanos(), time.untilNanos(o)), sessionEnd(o));
                }
            } else if (o.input() instanceof LockInput.Release && granted.containsKey(who)) {
                Operation grant = granted.get(who).poll();
                if (grant != null) {
                    boolean released = o.outcome() == Outcome.OK && o.completed();
                    holds(who.key(), grant.completedNanos(), released ? o.completedNanos() : sessionEnd(grant));
                }
            }
        }
        granted.forEach((who, grants) ->
                grants.forEach(grant -> holds(who.key(), grant.completedNanos(), sessionEnd(grant))));
    }

    private void holds(String key, long fromNanos, long toNanos) {
        if (fromNanos <= toNanos) {
            holds.computeIfAbsent(key, k -> new ArrayList<>()).add(new Interval(fromNanos, toNanos));
        }
    }

    /** When the session of an acquire had certainly ended; {@link Operation#OPEN} if that is unknown. */
    private long sessionEnd(Operation acquire) {
        ClientTimeline clients = time.analysis().clients();
        DerivedBounds bounds = time.analysis().bounds();
        long end = Operation.OPEN;
        if (acquire.session() != 0 && acquire.completed() && time.recorded(acquire.client())) {
            for (SessionChanged e : clients.sessions(acquire.client())) {
                boolean ends = e.state() == SessionState.EXPIRED || e.state() == SessionState.CLOSED;
                if (ends && e.session() == acquire.session() && e.atNanos() >= acquire.completedNanos()) {
                    end = Math.min(end, e.atNanos());
                }
            }
        }
        Long killed = clients.processEnds(acquire.client()).ceiling(acquire.invokedNanos());
        return killed == null || !bounds.known()
                ? end
                : Math.min(
                        end,
                        killed + bounds.sessionExpiry(bounds.requestNanos()).nanos());
    }

    /** Judges a call that lasted longer than the limit. Of the calls that waited in the same time, the first one is reported. */
    Ruling judge(Operation call) {
        String key = String.valueOf(call.key());
        Interval all = new Interval(call.invokedNanos(), time.untilNanos(call));
        List<Interval> free = Interval.subtract(List.of(all), holds.getOrDefault(key, List.of()));
        boolean longEnough = false;
        for (Interval f : free) {
            longEnough |= f.toNanos() - f.fromNanos() >= time.limit().nanos();
            Set<Integer> waiting = waiting(key, f);
            Interval hang = time.undisturbed(waiting, List.of(f));
            if (hang != null) {
                return reported.add(key + " " + f.toNanos() + " " + lastHold(key, f)) ? hang(hang, waiting) : Ruling.waited();
            }
        }
        return longEnough ? Ruling.notJudged(Ruling.DISTURBED) : Ruling.waited();
    }

    /** The end of the last hold before an interval, which identifies the time in which the lock was free. */
    private long lastHold(String key, Interval free) {
        return holds.getOrDefault(key, List.of()).stream()
                .mapToLong(Interval::toNanos)
                .filter(to -> to <= free.fromNanos())
                .max()
                .orElse(0);
    }

    private static Ruling hang(Interval hang, Set<Integer> waiting) {
        String others = waiting.size() == 1
                ? "and no other client was waiting for it"
                : "and " + count(waiting.size() - 1L, "other client") + " waited for it, too";
        return Ruling.hang(hang.fromNanos(), hang.toNanos(), "no client held the lock, " + others);
    }

    private Set<Integer> waiting(String key, Interval at) {
        Set<Integer> clients = new TreeSet<>();
        for (Operation o : acquires.getOrDefault(key, List.of())) {
            if (at.overlaps(o.invokedNanos(), time.untilNanos(o)) && o.completedNanos() > at.fromNanos()) {
                clients.add(o.client());
            }
        }
        return clients;
    }
}
