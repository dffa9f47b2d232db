package dev.stampede.reports.timeline;

/**
 * An interval on a lane. Immutable.
 *
 * @param toNanos the end of the interval, or the end of the run if the interval did not end
 * @param open whether the end of the interval is unknown or after the end of the run
 * @param operation the number of the operation to which the interval belongs, -1 for none
 * @param hatch the hatch of the fault family, -1 for none
 */
public record Span(
        long fromNanos, long toNanos, boolean open, SpanStyle style, String label, int operation, int hatch) {

    /** A span that ended and belongs to no operation. */
    public static Span of(long fromNanos, long toNanos, SpanStyle style, String label) {
        return new Span(fromNanos, toNanos, false, style, label, -1, -1);
    }

    /** A copy with another style. */
    Span styled(SpanStyle other) {
        return new Span(fromNanos, toNanos, open, other, label, operation, hatch);
    }

    /** Whether this span and the other have more than one moment in common. */
    boolean crosses(Span other) {
        return fromNanos < other.toNanos && other.fromNanos < toNanos;
    }
}
