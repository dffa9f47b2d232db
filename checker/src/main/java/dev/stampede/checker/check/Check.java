package dev.stampede.checker.check;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.List;

/**
 * Decides from a history whether one promise was kept.
 *
 * <p>Implementations are immutable and safe to share between threads, deterministic (the same history gives the same
 * result, apart from the duration), and check the budget in every loop whose length depends on the history. An
 * exception becomes INCONCLUSIVE with the reason (see {@link CheckRunner}).
 */
public interface Check {

    /** The name on the command line and in reports, such as {@code mutual-exclusion}. */
    String name();

    /** The name and parameters, from which an equal check can be created for a recorded history. */
    CheckSpec spec();

    /**
     * Whether the check only measures, or this history by design contains nothing to judge (no fault, so nothing to
     * recover from). Only then may a result that judged nothing be VALID; otherwise it is INCONCLUSIVE, see {@link
     * CheckRunner}.
     */
    default boolean informational(History history) {
        return false;
    }

    /**
     * Whether it relies on the observations of the harness's watcher sessions. If so, the run is INCONCLUSIVE if there
     * was a time without any watcher session.
     */
    default boolean usesWatchers() {
        return false;
    }

    /**
     * Whether it uses all processors and the memory of its budget itself. Such a check runs alone; other checks run in
     * parallel, one on each processor.
     */
    default boolean runsAlone() {
        return false;
    }

    /** Judges the history. {@link CheckResult#coverage} states what was judged and what could not be judged. */
    CheckResult check(History history, CheckBudget budget);

    /** How directly an anomaly of this kind contradicts the promise. The most direct violation is the headline. */
    default Gravity gravity(String kind) {
        return Gravity.STATE;
    }

    /**
     * The data that the check judged, as lanes on the time axis; the report draws them next to the tracks that
     * the clients recorded. Empty by default.
     *
     * <p>Pure: it depends only on the history, decides nothing, and takes O(n log n). It is called once per run, for
     * every verdict; {@link CheckTracks} limits its size.
     */
    default List<Track> picture(History history) {
        return List.of();
    }
}
