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
import java.util.stream.Stream;

/**
 * Calls that acquire a lock.
 *
 * <p>A call hangs if, for the limit (of {@link CallTime}), no client can have held the lock in any mode, no client was
 * granted the lock, and all clients that were waiting for the lock were connected. A client holds a lock from the
 * return of its acquire to the return of its release. If it is unknown whether the acquire or the release took effect,
 * the client possibly holds the lock until it acquires the lock again in the same session, or until its session has
 * certainly ended: when the client learns of the end or, after a kill of the client, when the session must have
 * expired. Building an object takes O(n log n) in operations.
 */
final class AwaitedLocks {
    private final CallTime time;
    private final Map<String, List<Operation>> acquires = new HashMap<>();
    private final Map<String, List<Interval>> holds = new HashMap<>();
    private final Map<String, List<Interval>> possibleHolds = new HashMap<>();
    private final Set<String> reported = new TreeSet<>();

    private record ClientOfKey(String key, int client) {}

    /** The possible hold of a lock from a time on, and the acquire that granted the lock or may have. */
    private record PossibleHold(long fromNanos, Operation acquire) {}

    AwaitedLocks(History history, CallTime time) {
        this.time = time;
        Map<ClientOfKey, Deque<Operation>> granted = new HashMap<>();
        Map<ClientOfKey, List<PossibleHold>> possibleByClient = new HashMap<>();
        for (Operation o : history.operations()) {
            ClientOfKey who = new ClientOfKey(String.valueOf(o.key()), o.client());
            List<PossibleHold> possible = possibleByClient.computeIfAbsent(who, w -> new ArrayList<>());
            boolean ok = o.outcome() == Outcome.OK && o.completed();
            if (o.input() instanceof LockInput.Acquire) {
                acquires.computeIfAbsent(who.key(), k -> new ArrayList<>()).add(o);
                if (ok) {
                    granted.computeIfAbsent(who, w -> new ArrayDeque<>()).push(o);
                    possible.removeIf(hold -> endIfSameSession(hold, o));
                } else if (o.outcome() != Outcome.FAILED) {
                    possible.add(new PossibleHold(Math.min(o.completedNanos(), time.untilNanos(o)), o));
                }
            } else if (o.input() instanceof LockInput.Release && granted.containsKey(who)) {
                Operation grant = granted.get(who).poll();
                if (grant != null) {
                    add(holds, who.key(), grant.completedNanos(), o.completedNanos());
                    if (!ok) {
                        possible.add(new PossibleHold(o.invokedNanos(), grant));
                    }
                }
            }
        }
        granted.forEach((who, grants) ->
                grants.forEach(grant -> add(holds, who.key(), grant.completedNanos(), sessionEnd(grant))));
        possibleByClient.forEach((who, possible) ->
                possible.forEach(hold -> add(possibleHolds, who.key(), hold.fromNanos(), sessionEnd(hold.acquire()))));
    }

    /** Ends a possible hold if this later grant is of the same session. Returns whether it is. */
    private boolean endIfSameSession(PossibleHold hold, Operation grant) {
        boolean same =
                grant.session() != 0 && hold.acquire().session() == grant.session() && time.recorded(grant.client());
        if (same) {
            add(possibleHolds, String.valueOf(grant.key()), hold.fromNanos(), grant.completedNanos());
        }
        return same;
    }

    private static void add(Map<String, List<Interval>> to, String key, long fromNanos, long toNanos) {
        if (fromNanos <= toNanos) {
            to.computeIfAbsent(key, k -> new ArrayList<>()).add(new Interval(fromNanos, toNanos));
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

    /**
     * Judges a call that lasted longer than the limit. Of the calls that waited at the same time, it reports only the
     * first one.
     */
    Ruling judge(Operation call) {
        String key = String.valueOf(call.key());
        List<Interval> all = List.of(new Interval(call.invokedNanos(), time.untilNanos(call)));
        List<Interval> unheld = Interval.subtract(all, holds.getOrDefault(key, List.of()));
        boolean longEnough = false;
        for (Interval f : Interval.subtract(unheld, possibleHolds.getOrDefault(key, List.of()))) {
            longEnough |= lastsForLimit(f);
            Set<Integer> waiting = waiting(key, f);
            Interval hang = time.undisturbed(waiting, List.of(f));
            if (hang != null) {
                boolean first = reported.add(key + " " + f.toNanos() + " " + lastHold(key, f));
                return first ? hang(hang, waiting) : Ruling.waited();
            }
        }
        if (longEnough) {
            return Ruling.notJudged(Ruling.DISTURBED);
        }
        return unheld.stream().anyMatch(this::lastsForLimit)
                ? Ruling.notJudged("it is unknown whether another client held the lock")
                : Ruling.waited();
    }

    private boolean lastsForLimit(Interval interval) {
        return interval.toNanos() - interval.fromNanos() >= time.limit().nanos();
    }

    /** The end of the last hold before an interval, which identifies the time in which the lock was free. */
    private long lastHold(String key, Interval free) {
        return Stream.of(holds, possibleHolds)
                .flatMap(all -> all.getOrDefault(key, List.of()).stream())
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
