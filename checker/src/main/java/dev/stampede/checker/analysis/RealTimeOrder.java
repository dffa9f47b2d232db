package dev.stampede.checker.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds requests whose values decrease although one ended before the other started.
 *
 * <p>Two sweeps over the same points, one in the order of their starts and one in the order of their ends, maintain the
 * largest value of the ended ones: O(n log n). Intervals are closed, so requests with a common moment are not ordered.
 */
public final class RealTimeOrder {
    private RealTimeOrder() {}

    /** A request, its interval, and a value that must not decrease in real time. */
    public record Point(int attempt, int client, long fromNanos, long toNanos, long value) {}

    /** The value of {@code later} is less than that of {@code earlier}, which ended before {@code later} started. */
    public record Reversal(Point earlier, Point later) {}

    /** The first reversal in the order of starts, if there is one. */
    public static Optional<Reversal> first(List<Point> points) {
        List<Point> begins = new ArrayList<>(points);
        begins.sort(Comparator.comparingLong(Point::fromNanos));
        List<Point> ends = new ArrayList<>(points);
        ends.sort(Comparator.comparingLong(Point::toNanos));
        @Nullable Point largest = null;
        int ended = 0;
        for (Point point : begins) {
            while (ended < ends.size() && ends.get(ended).toNanos() < point.fromNanos()) {
                Point end = ends.get(ended);
                ended++;
                largest = largest == null || end.value() > largest.value() ? end : largest;
            }
            if (largest != null && largest.value() > point.value()) {
                return Optional.of(new Reversal(largest, point));
            }
        }
        return Optional.empty();
    }
}
