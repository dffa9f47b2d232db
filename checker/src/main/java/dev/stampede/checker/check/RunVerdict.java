package dev.stampede.checker.check;

import dev.stampede.checker.history.data.Track;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param headline one sentence: why
 * @param checks in the order in which they were asked for
 * @param failure how the harness itself failed, otherwise null
 * @param pictures what the checks looked at, to be drawn beside the history's own tracks
 */
public record RunVerdict(
        Verdict verdict, String headline, List<CheckResult> checks, @Nullable String failure, List<Track> pictures) {
    public RunVerdict {
        checks = List.copyOf(checks);
        pictures = List.copyOf(pictures);
    }

    /** One without pictures. */
    public RunVerdict(Verdict verdict, String headline, List<CheckResult> checks, @Nullable String failure) {
        this(verdict, headline, checks, failure, List.of());
    }

    /** All anomalies that the documentation allows. */
    public List<Anomaly> caveats() {
        return checks.stream().flatMap(c -> c.caveats().stream()).toList();
    }

    /** All anomalies that nothing excuses. */
    public List<Anomaly> violations() {
        return checks.stream().flatMap(c -> c.violations().stream()).toList();
    }
}
