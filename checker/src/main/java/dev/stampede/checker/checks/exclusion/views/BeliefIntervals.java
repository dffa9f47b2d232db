package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.checks.exclusion.views.OverlapFinder.Span;
import dev.stampede.checker.history.data.Event;
import java.util.ArrayList;
import java.util.List;

/** The times during which a client relied on a hold. */
public final class BeliefIntervals {
    private BeliefIntervals() {}

    /** From the grant to the call of the release. */
    static Span belief(Hold hold) {
        return new Span(hold, hold.grantedNanos(), hold.endNanos());
    }

    /** As above, without the times between a doubt and the next belief based on the same grant. */
    public static List<Span> disciplined(Hold hold, ClientTimeline timeline) {
        if (hold.sampled()) {
            return List.of(belief(hold));
        }
        List<Span> spans = new ArrayList<>();
        List<Event> said = timeline.beliefs(hold.client());
        long from = hold.grantedNanos();
        boolean believes = true;
        int first = SortedSearch.firstAtOrAfter(said, hold.grantedNanos());
        for (int i = first; i < said.size() && said.get(i).atNanos() <= hold.endNanos(); i++) {
            Event event = said.get(i);
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
