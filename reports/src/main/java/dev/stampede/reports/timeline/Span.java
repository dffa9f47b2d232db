package dev.stampede.reports.timeline;

/**
 * Something that lasts, on a lane.
 *
 * @param toNanos its end; the end of the run if it did not end
 * @param open whether it had not ended when the run ended, or nobody knows when it did
 * @param operation the operation that it belongs to, -1 for none
 * @param hatch which hatch a fault has, -1 for none
 */
public record Span(
        long fromNanos, long toNanos, boolean open, SpanStyle style, String label, int operation, int hatch) {

    /** A span that ended and belongs to no operation. */
    public static Span of(long fromNanos, long toNanos, SpanStyle style, String label) {
        return new Span(fromNanos, toNanos, false, style, label, -1, -1);
    }

    /** The same span in another style. */
    Span styled(SpanStyle other) {
        return new Span(fromNanos, toNanos, open, other, label, operation, hatch);
    }

    /** Whether the two share more than a moment. */
    boolean crosses(Span other) {
        return fromNanos < other.toNanos && other.fromNanos < toNanos;
    }
}
