package dev.stampede.checker.checks.configuration;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.SortedSearch;
import java.util.List;

/** The views of a client over time. Immutable. */
final class ViewTimeline {
    private final List<ViewObservation> views;
    private final long[] times;
    private final long[] newest;

    /** @param views in chronological order */
    ViewTimeline(List<ViewObservation> views) {
        this.views = views;
        this.times = views.stream().mapToLong(ViewObservation::atNanos).toArray();
        this.newest = new long[times.length];
        long max = 0;
        for (int i = 0; i < newest.length; i++) {
            max = Math.max(max, views.get(i).state().mzxid());
            newest[i] = max;
        }
    }

    /** The index of the last view up to a moment, -1 if there is none. */
    int indexAt(long atNanos) {
        return SortedSearch.upTo(times.length, i -> times[i], atNanos) - 1;
    }

    ViewObservation view(int index) {
        return views.get(index);
    }

    /** The largest mzxid in the views up to this one, 0 if there is none. */
    long newest(int index) {
        return index < 0 ? 0 : newest[index];
    }

    /** Whether a view up to a moment contained a state that is present, or a newer one. */
    boolean coversAt(KeyState state, long atNanos) {
        return state.present() && newest(indexAt(atNanos)) >= state.mzxid();
    }

    List<Integer> operations(int index) {
        return index < 0 ? List.of() : List.of(views.get(index).operation());
    }

    /** What the client acts on, in a sentence. */
    String text(int index) {
        return index < 0
                ? "acts on nothing yet"
                : "still acts on " + views.get(index).state() + " (since " + seconds(times[index]) + ")";
    }
}
