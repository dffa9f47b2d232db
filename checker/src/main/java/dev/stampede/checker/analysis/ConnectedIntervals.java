package dev.stampede.checker.analysis;

import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import java.util.ArrayList;
import java.util.List;

/** When a client was connected, as its library told it. */
public final class ConnectedIntervals {
    /** A client was connected in a session from one moment to another, without a break. */
    public record Connected(int client, long session, long fromNanos, long toNanos) {}

    private ConnectedIntervals() {}

    /** All such times of a client, in order. What it closed itself is over when it asks for the close. */
    public static List<Connected> of(ClientTimeline timeline, int client) {
        List<Connected> all = new ArrayList<>();
        List<SessionChanged> events = timeline.sessions(client);
        for (int i = 0; i < events.size(); i++) {
            SessionChanged event = events.get(i);
            if (event.state() != SessionState.CONNECTED && event.state() != SessionState.RECONNECTED) {
                continue;
            }
            long next = i + 1 < events.size() ? events.get(i + 1).atNanos() : timeline.endNanos();
            long end = Math.min(next, timeline.endOfClientAfter(client, event.atNanos()));
            if (end > event.atNanos()) {
                all.add(new Connected(client, event.session(), event.atNanos(), end));
            }
        }
        return all;
    }
}
