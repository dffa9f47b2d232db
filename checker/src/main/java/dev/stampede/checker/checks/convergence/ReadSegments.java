package dev.stampede.checker.checks.convergence;

import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The segments in which the reads of a client must not go back: each is the time of one object of the code under test
 * in one session.
 *
 * <p>A new session is a new client and may read an older state. An object may still show what it read in the previous
 * session, for an unknown time, so only reads from one second after the change of the session on belong to the new
 * segment. Immutable once built; O(n log n).
 */
final class ReadSegments {
    /** The function with which drivers record that they opened an object. */
    static final String OPEN = "open";

    /** A read that belongs to no segment. */
    static final int NONE = -1;

    private static final long SETTLING_NANOS = 1_000_000_000L;

    /** The beginning of a segment. */
    private record Start(long atNanos, boolean newObject) {}

    private final Map<Integer, List<Start>> starts = new HashMap<>();
    private final ClientTimeline clients;

    ReadSegments(History history, ClientTimeline clients) {
        this.clients = clients;
        for (Operation o : history.operations()) {
            if (o.function().equals(OPEN) && o.completed()) {
                starts(o.client()).add(new Start(o.completedNanos(), true));
            }
        }
        TreeSet<Integer> all = new TreeSet<>();
        history.operations().forEach(o -> all.add(o.client()));
        for (int client : all) {
            clients.processEnds(client).forEach(at -> starts(client).add(new Start(at, true)));
            addSessionChanges(client);
            starts(client).sort(Comparator.comparingLong(Start::atNanos));
        }
    }

    private List<Start> starts(int client) {
        return starts.computeIfAbsent(client, c -> new ArrayList<>());
    }

    private void addSessionChanges(int client) {
        long session = 0;
        for (SessionChanged change : clients.sessions(client)) {
            boolean inNewSession = change.state().connected() && change.session() != session && session != 0;
            boolean lost = change.state() == SessionState.EXPIRED || change.state() == SessionState.LOST;
            if (inNewSession || lost) {
                starts(client).add(new Start(change.atNanos(), false));
            }
            session = change.state().connected() ? change.session() : session;
        }
    }

    /** The number of the segment that contains this interval; {@link #NONE} if none certainly does. */
    int segment(int client, long fromNanos, long toNanos) {
        if (clients.sessions(client).isEmpty()) {
            return NONE;
        }
        List<Start> all = starts(client);
        int before = SortedSearch.upTo(all.size(), i -> all.get(i).atNanos(), fromNanos);
        boolean changes = SortedSearch.upTo(all.size(), i -> all.get(i).atNanos(), toNanos) != before;
        boolean settling = before > 0
                && !all.get(before - 1).newObject()
                && fromNanos < all.get(before - 1).atNanos() + SETTLING_NANOS;
        return changes || settling ? NONE : before;
    }

    /** Whether the object is older than this segment, so that it may show what it read before. */
    boolean carriesOver(int client, int segment) {
        return segment > 0 && !starts(client).get(segment - 1).newObject();
    }

    /** When the object that is in use at a moment was opened; 0 if unknown. */
    long openedNanos(int client, long atNanos) {
        List<Start> all = starts(client);
        for (int i = SortedSearch.upTo(all.size(), s -> all.get(s).atNanos(), atNanos) - 1; i >= 0; i--) {
            if (all.get(i).newObject()) {
                return all.get(i).atNanos();
            }
        }
        return 0;
    }
}
