package dev.stampede.checker.checks.watches;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.SeenZxids;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.WatchInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The watches of all clients with their events, and what the clients read on their event threads. O(n log n). */
final class WatchLog {
    private record WatchKey(int client, String name) {}

    private record Handle(int client, long session) {}

    private final ClientTimeline clients;
    private final Map<WatchKey, WatchRegistration> watches = new LinkedHashMap<>();
    private final Map<Handle, List<Long>> replyTimes = new HashMap<>();
    private final Map<Handle, Map<String, List<StatReply>>> byPath = new HashMap<>();
    private final Map<Handle, Long> ends = new HashMap<>();
    private int unknownEvents;

    WatchLog(History history) {
        clients = Analysis.of(history).clients();
        Map<Integer, Attempt> requests = new HashMap<>();
        Map<Integer, Long> seenBefore = new HashMap<>();
        SeenZxids seen = Analysis.of(history).seenZxids();
        for (Attempt a : history.attempts()) {
            boolean showsState = a.code() == ResultCode.OK || a.code() == ResultCode.NONODE;
            long before = showsState ? seen.oldestShown(a) : seen.before(a);
            if (a.operation() >= 0 && isRead(history.operations().get(a.operation()))) {
                requests.put(a.operation(), a);
                seenBefore.put(a.operation(), before);
            }
            if (a.opcode() == Opcode.CLOSE) {
                ends.merge(new Handle(a.client(), a.session()), a.sentNanos(), Math::min);
            }
        }
        for (Operation o : history.operations()) {
            Attempt request = requests.get(o.number());
            if (o.key() != null && o.outcome() == Outcome.OK && o.completed() && request != null) {
                addReply(o, o.key(), request, seenBefore.getOrDefault(o.number(), 0L));
            }
        }
        history.operations().forEach(this::addEvent);
        sort();
    }

    private static boolean isRead(Operation o) {
        return o.input() instanceof WatchInput.SetWatch || o.input() instanceof WatchInput.ReadStat;
    }

    private void addReply(Operation o, String path, Attempt request, long seenZxid) {
        boolean absent = request.code() == ResultCode.NONODE;
        StatReply reply = new StatReply(o.number(), request.stat(), o.invokedNanos(), o.completedNanos());
        Handle handle = new Handle(o.client(), request.session());
        boolean known = absent || request.stat() != null;
        if (known) {
            byPath.computeIfAbsent(handle, h -> new HashMap<>())
                    .computeIfAbsent(path, p -> new ArrayList<>())
                    .add(reply);
        }
        replyTimes.computeIfAbsent(handle, h -> new ArrayList<>()).add(o.completedNanos());
        if (o.input() instanceof WatchInput.SetWatch set
                && (known || !set.kind().oneShot())) {
            watches.putIfAbsent(
                    new WatchKey(o.client(), set.watch()),
                    new WatchRegistration(
                            o.client(),
                            request.session(),
                            set.watch(),
                            path,
                            set.kind(),
                            reply,
                            seenZxid,
                            request.stateZxid() > 0 ? request.stateZxid() : Long.MAX_VALUE));
        }
    }

    private void addEvent(Operation o) {
        if (o.key() != null && o.input() instanceof WatchInput.Triggered triggered) {
            WatchRegistration watch = watches.get(new WatchKey(o.client(), triggered.watch()));
            if (watch == null) {
                unknownEvents++;
            } else {
                watch.add(new WatchEvent(o.number(), o.key(), triggered.type(), triggered.zxid(), o.invokedNanos()));
            }
        }
    }

    private void sort() {
        watches.values().forEach(w -> w.events().sort(Comparator.comparingLong(WatchEvent::atNanos)));
        byPath.values().forEach(paths -> paths.values()
                .forEach(all -> all.sort(Comparator.comparingLong(StatReply::atNanos))));
        replyTimes.values().forEach(all -> all.sort(null));
    }

    /** All watches, in the order in which they were set. */
    List<WatchRegistration> watches() {
        return List.copyOf(watches.values());
    }

    /** The number of events of watches whose request was not answered. */
    int unknownEvents() {
        return unknownEvents;
    }

    /**
     * The responses that showed the state of a path to the session of a watch after the watch was set, in the order of
     * arrival.
     */
    List<StatReply> repliesAfter(WatchRegistration watch, String path) {
        List<StatReply> all = byPath.getOrDefault(new Handle(watch.client(), watch.session()), Map.of())
                .getOrDefault(path, List.of());
        int first = SortedSearch.upTo(all.size(), i -> all.get(i).atNanos(), watch.setNanos());
        return all.subList(first, all.size());
    }

    /** The paths whose state was shown to the session of a watch, sorted. */
    List<String> paths(WatchRegistration watch) {
        return byPath.getOrDefault(new Handle(watch.client(), watch.session()), Map.of()).keySet().stream()
                .sorted()
                .toList();
    }

    /** The first response to the session of a watch at or after a time; {@link Operation#OPEN} if there is none. */
    long firstReply(WatchRegistration watch, long fromNanos) {
        List<Long> all = replyTimes.getOrDefault(new Handle(watch.client(), watch.session()), List.of());
        int first = SortedSearch.firstAtOrAfter(all.size(), all::get, fromNanos);
        return first < all.size() ? all.get(first) : Operation.OPEN;
    }

    /**
     * Whether the client was connected, and the client library reported no change of its connection in the closed
     * interval.
     */
    boolean sameConnection(int client, long fromNanos, long toNanos) {
        List<SessionChanged> all = clients.sessions(client);
        int first = SortedSearch.firstAtOrAfter(all, fromNanos);
        return first > 0
                && all.get(first - 1).state().connected()
                && (first == all.size() || all.get(first).atNanos() > toNanos);
    }

    /**
     * When the session of a watch may have ended: when its client began to close it, learned that it was lost, or ended
     * itself.
     */
    long endNanos(WatchRegistration watch) {
        long end = Math.min(
                clients.endOfClientAfter(watch.client(), watch.setNanos()),
                ends.getOrDefault(new Handle(watch.client(), watch.session()), Operation.OPEN));
        List<SessionChanged> all = clients.sessions(watch.client());
        for (int i = SortedSearch.firstAtOrAfter(all, watch.setNanos()); i < all.size(); i++) {
            SessionChanged e = all.get(i);
            boolean ended = e.state() == SessionState.EXPIRED
                    || e.state() == SessionState.CLOSED
                    || e.state() == SessionState.LOST;
            if (ended || (e.state().connected() && e.session() != watch.session())) {
                return Math.min(end, e.atNanos());
            }
        }
        return end;
    }

    /** The connection of the session of a watch at this time, null if there was none. */
    ClientTimeline.@Nullable Connection connection(WatchRegistration watch, long atNanos) {
        return clients.connection(watch.client(), watch.session(), atNanos);
    }
}
