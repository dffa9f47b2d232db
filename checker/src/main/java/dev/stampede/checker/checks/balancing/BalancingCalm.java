package dev.stampede.checker.checks.balancing;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.checker.history.data.FaultWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * When somebody was left alone, and so when something that takes a known time without disturbance must have been done.
 *
 * <p>Time is cut by disturbances: faults of members, changes of roles, and for a client its own faults and the times in
 * which it was not connected. What takes a time begins anew after each. Within a stretch between them, the time does not
 * run while a JVM that matters stalled, or (for a balancer) while it waits for answers. Immutable; each
 * question takes O(log n) and the stretches and pauses that it steps over.
 */
final class BalancingCalm {
    /** A closed interval. */
    record Span(long fromNanos, long toNanos) {}

    /** What has not been done at the end of the run cannot be judged. */
    static final long NEVER = Long.MAX_VALUE;

    private final List<Span> stretches;
    private final long[] pauseFrom;
    private final long[] pauseTo;

    private BalancingCalm(List<Span> stretches, List<Span> pauses) {
        this.stretches = stretches;
        List<Span> disjoint = union(pauses);
        pauseFrom = disjoint.stream().mapToLong(Span::fromNanos).toArray();
        pauseTo = disjoint.stream().mapToLong(Span::toNanos).toArray();
    }

    /** Of the ensemble: whatever clients suffer. */
    static BalancingCalm ofEnsemble(History history, long endNanos) {
        List<Span> whole = List.of(new Span(0, endNanos));
        return new BalancingCalm(without(whole, ofMembers(history)), stalls(history, "harness"));
    }

    /**
     * Of a client only while it is connected, and without the time in which it waits.
     *
     * @param waits when it waits for answers
     */
    static BalancingCalm ofConnected(
            History history, int client, String jvm, List<Span> connected, List<Span> waits, long endNanos) {
        List<Span> disturbed = ofMembers(history);
        disturbed.addAll(ofClients(history, client));
        List<Span> pauses = new ArrayList<>(stalls(history, jvm));
        pauses.addAll(waits);
        List<Span> within = connected.stream()
                .map(s -> new Span(s.fromNanos(), Math.min(s.toNanos(), endNanos)))
                .toList();
        return new BalancingCalm(without(within, disturbed), pauses);
    }

    private static List<Span> ofMembers(History history) {
        List<Span> spans = new ArrayList<>();
        history.faults().stream().filter(w -> !w.members().isEmpty()).forEach(w -> spans.add(span(w)));
        history.events(Event.RoleChanged.class).forEach(e -> spans.add(new Span(e.atNanos(), e.atNanos())));
        return spans;
    }

    private static List<Span> ofClients(History history, int client) {
        List<Span> spans = new ArrayList<>();
        history.faults().stream().filter(w -> w.clients().contains(client)).forEach(w -> spans.add(span(w)));
        return spans;
    }

    private static Span span(FaultWindow w) {
        return new Span(w.injectingNanos(), w.healedNanos());
    }

    private static List<Span> stalls(History history, String jvm) {
        return history.events(Event.Stalled.class)
                .filter(e -> e.jvm().equals(jvm) || e.jvm().equals("harness"))
                .map(e -> new Span(e.fromNanos(), e.atNanos()))
                .toList();
    }

    /** What is left of some spans without others. */
    private static List<Span> without(List<Span> spans, List<Span> others) {
        List<Span> away = union(others);
        List<Span> left = new ArrayList<>();
        for (Span span : union(spans)) {
            long from = span.fromNanos();
            for (Span other : away) {
                if (other.toNanos() < from || other.fromNanos() > span.toNanos()) {
                    continue;
                }
                if (other.fromNanos() > from) {
                    left.add(new Span(from, other.fromNanos()));
                }
                from = Math.max(from, other.toNanos());
            }
            if (from < span.toNanos()) {
                left.add(new Span(from, span.toNanos()));
            }
        }
        return left;
    }

    /** Disjoint, in order of time; spans that only touch stay apart. */
    private static List<Span> union(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Span::fromNanos));
        List<Span> disjoint = new ArrayList<>();
        for (Span span : sorted) {
            Span last = disjoint.isEmpty() ? null : disjoint.get(disjoint.size() - 1);
            if (last != null && span.fromNanos() < last.toNanos()) {
                disjoint.set(disjoint.size() - 1, new Span(last.fromNanos(), Math.max(last.toNanos(), span.toNanos())));
            } else {
                disjoint.add(span);
            }
        }
        return disjoint;
    }

    /** By when something is done that takes {@code lengthNanos} undisturbed and could begin at {@code fromNanos}. */
    long doneBy(long fromNanos, long lengthNanos) {
        for (int i = firstStretchEndingAfter(fromNanos); i < stretches.size(); i++) {
            Span stretch = stretches.get(i);
            long begin = Math.max(fromNanos, stretch.fromNanos());
            long done = afterRunning(begin, lengthNanos);
            if (done <= stretch.toNanos()) {
                return done;
            }
        }
        return NEVER;
    }

    private int firstStretchEndingAfter(long nanos) {
        int low = 0;
        int high = stretches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stretches.get(middle).toNanos() <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The moment at which so much time has run since {@code begin}, the pauses not counted. */
    private long afterRunning(long begin, long length) {
        int i = Arrays.binarySearch(pauseTo, begin);
        long done = begin + length;
        for (i = i >= 0 ? i + 1 : -i - 1; i < pauseFrom.length && pauseFrom[i] < done; i++) {
            done += pauseTo[i] - Math.max(begin, pauseFrom[i]);
        }
        return done;
    }

    /** When a client was connected in one session, from its session events. */
    static List<Span> connected(List<Event.SessionChanged> events, long endNanos) {
        List<Span> spans = new ArrayList<>();
        long since = -1;
        for (Event.SessionChanged e : events) {
            boolean connects = e.state() == Event.SessionState.CONNECTED || e.state() == Event.SessionState.RECONNECTED;
            if (since >= 0) {
                spans.add(new Span(since, e.atNanos()));
            }
            since = connects ? e.atNanos() : -1;
        }
        if (since >= 0 && since < endNanos) {
            spans.add(new Span(since, endNanos));
        }
        return spans;
    }

    /** The moments at which a client was opened again or killed. */
    static NavigableSet<Long> endsOf(History history, int client) {
        NavigableSet<Long> ends = new TreeSet<>();
        history.events(Event.ClientOpened.class)
                .filter(e -> e.client() == client)
                .skip(1)
                .forEach(e -> ends.add(e.atNanos()));
        history.faults().stream()
                .filter(w -> w.has(FaultEffect.KILLS_CLIENT_JVM) && w.clients().contains(client))
                .forEach(w -> ends.add(w.injectingNanos()));
        return ends;
    }

    /** Until when clients are judged: they are asked to stop at some time after it. */
    static long endOf(History history) {
        return history.events(Event.PhaseBegan.class)
                .filter(e -> e.phase() == Event.Phase.RECOVERY || e.phase() == Event.Phase.AUDIT)
                .mapToLong(Event.PhaseBegan::atNanos)
                .findFirst()
                .orElse(history.endNanos());
    }
}
