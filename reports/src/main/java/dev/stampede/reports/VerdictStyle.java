package dev.stampede.reports;

import dev.stampede.checker.check.Verdict;

/** How a verdict looks: never by colour alone. */
public final class VerdictStyle {
    private VerdictStyle() {}

    /** Its sign. */
    public static String glyph(Verdict verdict) {
        return switch (verdict) {
            case VALID -> "✓";
            case INCONCLUSIVE -> "?";
            case INVALID -> "✗";
        };
    }

    /** Its class in our style sheets. */
    public static String type(Verdict verdict) {
        return switch (verdict) {
            case VALID -> "valid";
            case INCONCLUSIVE -> "inconclusive";
            case INVALID -> "invalid";
        };
    }
}
