package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Span;
import dev.stampede.checker.history.data.Event;
import java.util.ArrayList;
import java.util.List;

/** The times during which a client relied on a hold, that is, assumed that it held the key or led. */
public final class BeliefIntervals {
    private BeliefIntervals() {}

    /** The belief: from the grant to the call of the release. */
    static Span belief(Hold hold) {
        return new Span(hold, hold.grantedNanos(), hold.endNanos());
    }

    /** The disciplined belief: without the times from a doubt until the client believes again in the same hold. */
    public static List<Span> disciplined(Hold hold, ClientTimeline timeline) {
        if (hold.sampled()) {
            return List.of(belief(hold));
        }
        List<Span> spans = new ArrayList<>();
        List<Event> events = timeline.beliefs(hold.client());
        long from = hold.grantedNanos();
        boolean believes = true;
        int first = SortedSearch.firstAtOrAfter(events, hold.grantedNanos());
        for (int i = first; i < events.size() && events.get(i).atNanos() <= hold.endNanos(); i++) {
            Event event = events.get(i);
            if (believes
                    && event instanceof Event.Doubted d
                    && (d.key() == null || d.key().equals(hold.key()))) {
                spans.add(new Span(hold, from, d.atNanos()));
                believes = false;
            } else if (!believes && event instanceof Event.Believed b && resumes(b, hold)) {
                from = b.atNanos();
                believes = true;
            }
        }
        if (believes) {
            spans.add(new Span(hold, from, hold.endNanos()));
        }
        return spans;
    }

    private static boolean resumes(Event.Believed event, Hold hold) {
        return event.key().equals(hold.key())
                && (event.token() == hold.token() || event.token() == 0 || hold.token() == 0);
    }
}
