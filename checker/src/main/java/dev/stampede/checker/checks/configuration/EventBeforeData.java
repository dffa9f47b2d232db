package dev.stampede.checker.checks.configuration;

import static dev.stampede.checker.check.AnomalyText.hex;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.check.Blame;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The event reaches the client before the data that it announces.
 *
 * <p>A fetch sets a watch on the state that it returns. The next fetch in the same session that returns a newer state
 * must follow an event: the member sends the event when it applies the change, and the response later on the same
 * connection. After a reconnect the library sets its watches again before it sends anything else, and the member first
 * reports those that have changed. Events and responses are recorded on the library's event thread, which passes them
 * to callbacks in the order of their arrival, so only fetches with a callback may be recorded as {@code fetch}. O(n log
 * n). Stateless.
 */
final class EventBeforeData {
    static final String DATA_BEFORE_EVENT = "data-before-event";

    private EventBeforeData() {}

    /** Judges the fetches, and returns the number of examined pairs. */
    static int judge(PropagationEvidence evidence, AnomalyCollector findings) {
        int pairs = 0;
        for (WatchedKey watched : evidence.watchedKeys()) {
            List<Long> events = evidence.events(watched);
            @Nullable WatchedFetch before = null;
            for (WatchedFetch fetch : evidence.fetches(watched)) {
                boolean announced = before != null
                        && before.session() == fetch.session()
                        && before.state().present()
                        && fetch.state().mzxid() > before.state().mzxid();
                if (before != null && announced) {
                    pairs++;
                    if (!anyWithin(events, before.completedNanos(), fetch.completedNanos())) {
                        report(watched, before, fetch, findings);
                    }
                }
                before = fetch;
            }
        }
        return pairs;
    }

    /** Whether one of the sorted times lies in the closed interval. */
    private static boolean anyWithin(List<Long> times, long fromNanos, long toNanos) {
        int first = SortedSearch.firstAtOrAfter(times.size(), times::get, fromNanos);
        return first < times.size() && times.get(first) <= toNanos;
    }

    private static void report(WatchedKey watched, WatchedFetch before, WatchedFetch fetch, AnomalyCollector findings) {
        findings.add(
                DATA_BEFORE_EVENT,
                "client " + watched.client() + " got " + fetch.state() + " of " + watched.key() + " at "
                        + seconds(fetch.completedNanos()) + " but received no event after it had set its watch on "
                        + before.state() + " at " + seconds(before.completedNanos()) + ", in session "
                        + hex(fetch.session()),
                Blame.ZOOKEEPER,
                new Extent(
                        before.completedNanos(),
                        fetch.completedNanos(),
                        Set.of(watched.client()),
                        List.of(before.operation(), fetch.operation())),
                PropagationCitations.EVENT_FIRST,
                null);
    }
}
