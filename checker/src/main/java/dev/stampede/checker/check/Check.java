package dev.stampede.checker.check;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.List;

/**
 * Decides one promise from a history.
 *
 * <p>Implementations are immutable and safe to share between threads, deterministic (the same history gives the same
 * result, but for the time it took), and honour the budget in every loop whose length depends on the history. What they
 * throw becomes INCONCLUSIVE with the reason (see {@link CheckRunner}).
 */
public interface Check {

    /** What it is called on the command line and in reports, such as {@code mutual-exclusion}. */
    String name();

    /** Enough to make it again from a recorded history. */
    CheckSpec spec();

    /**
     * Whether it only measures, or this history gives it nothing to judge by design (no fault, so nothing to recover from): then a
     * result without anything judged may be VALID. Otherwise such a result is INCONCLUSIVE, see {@link CheckRunner}.
     */
    default boolean informational(History history) {
        return false;
    }

    /**
     * Whether it relies on what the harness's watcher sessions saw. Then a time in which none of them watched makes the run
     * INCONCLUSIVE.
     */
    default boolean usesWatchers() {
        return false;
    }

    /** Judges the history, and says in {@link CheckResult#coverage} what it judged and what it could not judge. */
    CheckResult check(History history, CheckBudget budget);

    /** How directly an anomaly of this kind states that the promise was broken. Among violations the most direct one is the headline. */
    default Gravity gravity(String kind) {
        return Gravity.STATE;
    }

    /**
     * What it looked at, as lanes on the time axis: what the report draws beside the published tracks. None unless a
     * check has a picture.
     *
     * <p>Pure: it depends on the history alone, decides nothing, and takes O(n log n). It is asked for once a run,
     * whatever the verdict; see {@link CheckTracks} for how much of it is kept.
     */
    default List<Track> picture(History history) {
        return List.of();
    }
}
