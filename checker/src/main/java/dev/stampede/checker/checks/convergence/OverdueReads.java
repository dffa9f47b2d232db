package dev.stampede.checker.checks.convergence;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.ClientTimeline.Connection;
import dev.stampede.checker.analysis.Interval;
import dev.stampede.checker.analysis.RunningTime;
import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.UndisturbedTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds reads that show an older value than allowed: within a window, a client still read a value that another write
 * had replaced longer ago than the limit. A <em>window</em> is a time in which the client was connected, no fault
 * acted, and the recovery budget after the last fault was over.
 *
 * <p>The limit starts at the acknowledgement of the newer write, at the start of the window, or when the client opened
 * its object, whichever is latest. It does not run while the client's JVM or the harness stalls. A value is older than
 * another write only if its own write was acknowledged before the other one was invoked. O((n + w) log n) for n reads
 * and w windows.
 */
final class OverdueReads {
    static final String NOT_CONVERGED = "not-converged";

    /** A read, what it shows, and the newer write that it should have shown. */
    record Overdue(ValueRead read, ValueWrite shown, ValueWrite newer) {}

    private final Analysis analysis;
    private final ReadSegments segments;
    private final UndisturbedTime faultless;
    private final long limitNanos;
    private final Map<Integer, List<Interval>> windows = new HashMap<>();
    private final Map<Integer, RunningTime> running = new HashMap<>();
    private int judged;

    OverdueReads(Analysis analysis, ReadSegments segments) {
        this.analysis = analysis;
        this.segments = segments;
        this.faultless = analysis.disturbances().withoutFaults(analysis.bounds().recoveryNanos());
        this.limitNanos = analysis.bounds().convergence().nanos();
    }

    /** The number of reads that had to show a write, not the absence of a value. */
    int judged() {
        return judged;
    }

    /** The overdue reads of one key; of several with the same value by one client, the first. */
    List<Overdue> find(KeyValues values) {
        List<Overdue> overdue = new ArrayList<>();
        Set<String> reported = new HashSet<>();
        for (ValueRead read : values.reads()) {
            Interval window = windowAt(read);
            ValueWrite shown = values.shownBy(read);
            if (window == null || shown == null) {
                continue;
            }
            ValueWrite newest = newestDue(values, read, window);
            judged += newest.operation() < 0 ? 0 : 1;
            if (shown.settledBefore(newest) && reported.add(read.client() + " " + shown)) {
                overdue.add(new Overdue(read, shown, newest));
            }
        }
        return overdue;
    }

    /** The newest write whose limit was over when the read was invoked; {@link ValueWrite#ABSENCE} if there is none. */
    private ValueWrite newestDue(KeyValues values, ValueRead read, Interval window) {
        RunningTime time = running.computeIfAbsent(
                read.client(), client -> analysis.disturbances().requestTime(client));
        // A new object has the same limit for reading its first state.
        long from = Math.max(window.fromNanos(), segments.openedNanos(read.client(), read.invokedNanos()));
        if (time.after(from, limitNanos) > read.invokedNanos()) {
            return ValueWrite.ABSENCE;
        }
        // The latest acknowledgement whose limit is over lies between the beginning of the window and the read.
        long low = from;
        long high = read.invokedNanos();
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (time.after(middle, limitNanos) <= read.invokedNanos()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return values.newestBy(low);
    }

    private @Nullable Interval windowAt(ValueRead read) {
        List<Interval> all = windows.computeIfAbsent(read.client(), this::windows);
        int count = SortedSearch.upTo(all.size(), i -> all.get(i).fromNanos(), read.invokedNanos());
        Interval last = count == 0 ? null : all.get(count - 1);
        return last != null && read.completedNanos() <= last.toNanos() ? last : null;
    }

    private List<Interval> windows(int client) {
        List<Interval> all = new ArrayList<>();
        for (Connection connection : analysis.clients().connections(client)) {
            all.addAll(faultless.stretches(connection.fromNanos(), connection.toNanos()));
        }
        return all;
    }
}
