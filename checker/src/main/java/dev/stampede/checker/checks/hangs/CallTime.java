package dev.stampede.checker.checks.hangs;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.DerivedBound;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long calls lasted, which requests were in progress meanwhile, and whether that time was undisturbed. Not
 * thread-safe.
 */
final class CallTime {
    private final History history;
    private final Analysis analysis;
    private final DerivedBound limit;
    private @Nullable Map<Integer, List<Attempt>> attempts;

    CallTime(History history) {
        this.history = history;
        this.analysis = Analysis.of(history);
        this.limit = analysis.bounds().agreement();
    }

    Analysis analysis() {
        return analysis;
    }

    /** The time after which a call that is not held up must have returned. */
    DerivedBound limit() {
        return limit;
    }

    /**
     * The end of the judged time of a call: its return, the kill of its client, or the end of the work, whichever comes
     * first. After the end of the work, the harness asks the clients to stop and interrupts them.
     */
    long untilNanos(Operation call) {
        Long killed = analysis.clients().processEnds(call.client()).ceiling(call.invokedNanos());
        long end = Math.min(call.completedNanos(), analysis.clients().workEndNanos());
        return killed == null ? end : Math.min(end, killed);
    }

    /** Whether a call lasted for at least the limit within its judged time. */
    boolean isLong(Operation call) {
        boolean returnedInTime = call.completedNanos() - call.invokedNanos() < limit.nanos();
        return !returnedInTime && untilNanos(call) - call.invokedNanos() >= limit.nanos();
    }

    /**
     * The first of these intervals in which, for the limit, all these clients were connected in one session each, no
     * fault acted, and no member changed its role; null if there is none.
     */
    @Nullable
    Interval undisturbed(Collection<Integer> clients, List<Interval> intervals) {
        for (Interval i : Interval.subtract(intervals, analysis.disturbances().ofMembers())) {
            if (analysis.connectedTime().suffices(clients, i.fromNanos(), i.toNanos(), limit.nanos())) {
                return i;
            }
        }
        return null;
    }

    /** Whether the requests of a client are recorded. Those of a user's class that opens its own handles are not. */
    boolean recorded(int client) {
        return attempts().containsKey(client);
    }

    /**
     * When requests of a client were in progress within an interval; only requests that took at least {@code
     * leastNanos}.
     */
    List<Interval> requests(int client, Interval within, long leastNanos) {
        List<Interval> all = new ArrayList<>();
        for (Attempt a : attempts().getOrDefault(client, List.of())) {
            long answered = Math.min(a.answeredNanos(), within.toNanos());
            if (within.overlaps(a.sentNanos(), answered) && answered - a.sentNanos() >= leastNanos) {
                all.add(new Interval(a.sentNanos(), answered));
            }
        }
        return all;
    }

    private Map<Integer, List<Attempt>> attempts() {
        Map<Integer, List<Attempt>> byClient = attempts;
        if (byClient == null) {
            byClient = new HashMap<>();
            for (Attempt a : history.attempts()) {
                byClient.computeIfAbsent(a.client(), c -> new ArrayList<>()).add(a);
            }
            attempts = byClient;
        }
        return byClient;
    }
}
