package dev.stampede.checker.checks.configuration;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.SortedSearch;
import java.util.List;

/** What a client looked at over time, for questions by time. Immutable. */
final class ViewTimeline {
    private final List<ViewObservation> looks;
    private final long[] times;
    private final long[] newest;

    /** @param looks in order of time */
    ViewTimeline(List<ViewObservation> looks) {
        this.looks = looks;
        this.times = looks.stream().mapToLong(ViewObservation::atNanos).toArray();
        this.newest = new long[times.length];
        long max = 0;
        for (int i = 0; i < newest.length; i++) {
            max = Math.max(max, looks.get(i).state().mzxid());
            newest[i] = max;
        }
    }

    /** The last look up to a moment, -1 if there is none. */
    int indexAt(long atNanos) {
        return SortedSearch.upTo(times.length, i -> times[i], atNanos) - 1;
    }

    ViewObservation look(int index) {
        return looks.get(index);
    }

    /** The largest mzxid that was looked at up to this look, 0 if there is none. */
    long newest(int index) {
        return index < 0 ? 0 : newest[index];
    }

    /** Whether a present state, or a newer one, had been looked at by a moment. */
    boolean coversAt(KeyState state, long atNanos) {
        return state.present() && newest(indexAt(atNanos)) >= state.mzxid();
    }

    List<Integer> operations(int index) {
        return index < 0 ? List.of() : List.of(looks.get(index).operation());
    }

    /** What the client does, for people. */
    String words(int index) {
        return index < 0
                ? "acts on nothing yet"
                : "still acts on " + looks.get(index).state() + " (since " + seconds(times[index]) + ")";
    }
}
