package dev.stampede.checker.tamper;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Prolongs the quiet moments of a recording: those at which no fault acts, no JVM stalls, all clients are connected,
 * and each has made progress since the last fault. What happens after such a moment happens a minute later, which
 * exceeds each time limit of the checks. Stateless.
 */
final class QuietTime {
    private static final long MINUTE = 60_000_000_000L;

    private QuietTime() {}

    /** Moves everything after a quiet moment by a minute. */
    static void minuteAfter(HistoryEdit edit, long atNanos) {
        edit.later(atNanos + 1, MINUTE);
    }

    /** Whether the clients work undisturbed at a moment. */
    static boolean at(Recording recording, long atNanos) {
        long begun = recording.phaseNanos(Event.Phase.WARM_UP);
        return atNanos > begun
                && atNanos < recording.phaseNanos(Event.Phase.RECOVERY)
                && !faulty(recording, atNanos)
                && connected(recording, atNanos)
                && progressed(recording, atNanos)
                && recording.events(Event.Stalled.class).stream()
                        .noneMatch(s -> s.fromNanos() <= atNanos && atNanos <= s.atNanos());
    }

    private static boolean faulty(Recording recording, long atNanos) {
        Map<String, Long> healed = new HashMap<>();
        recording.events(Event.FaultHealed.class).forEach(e -> healed.put(e.fault(), e.atNanos()));
        return recording.events(Event.FaultInjecting.class).stream()
                .anyMatch(e -> e.atNanos() <= atNanos && healed.getOrDefault(e.fault(), Long.MAX_VALUE) >= atNanos);
    }

    private static boolean connected(Recording recording, long atNanos) {
        Map<Integer, SessionChanged> last = new HashMap<>();
        recording.events(SessionChanged.class).stream()
                .filter(e -> e.atNanos() <= atNanos)
                .forEach(e -> last.merge(e.client(), e, (one, two) -> one.atNanos() > two.atNanos() ? one : two));
        return !last.isEmpty() && last.values().stream().allMatch(e -> e.state().connected());
    }

    private static boolean progressed(Recording recording, long atNanos) {
        long healed = recording.events(Event.FaultHealed.class).stream()
                .mapToLong(Event.FaultHealed::atNanos)
                .filter(at -> at <= atNanos)
                .max()
                .orElse(0);
        return recording.events(Event.ClientOpened.class).stream()
                .allMatch(c -> healed == 0
                        || recording.operations().stream()
                                .anyMatch(o -> o.client() == c.client()
                                        && o.ok()
                                        && o.invokedNanos() > healed
                                        && o.completedNanos() <= atNanos));
    }

    /** Whether a client waits for no operation, and nobody for the response to a read, at a moment. */
    static boolean idle(Recording recording, int client, long atNanos) {
        return recording.operations().stream()
                        .noneMatch(o ->
                                o.client() == client && o.invokedNanos() <= atNanos && o.completedNanos() > atNanos)
                && recording.requests().stream()
                        .noneMatch(
                                r -> !r.opcode().writes() && r.sentNanos() <= atNanos && r.answeredNanos() > atNanos);
    }

    /** The moments at which something is prolonged, those that are quiet. */
    interface Moments {
        void in(Recording recording, LongConsumer found);
    }

    /** Prolongs each of the moments that are quiet. */
    static Places after(Moments moments) {
        return recording -> {
            List<Long> quiet = new ArrayList<>();
            moments.in(recording, at -> {
                if (at(recording, at)) {
                    quiet.add(at);
                }
            });
            return Places.each(quiet, at -> true, QuietTime::minuteAfter);
        };
    }
}
