package dev.stampede.reports;

import dev.stampede.checker.check.Verdict;

/** The sign and the colour of a verdict; a colour is never used alone. Stateless. */
public final class VerdictStyle {
    private VerdictStyle() {}

    /** The sign before the word. */
    public static String glyph(Verdict verdict) {
        return switch (verdict) {
            case VALID -> "✓";
            case INCONCLUSIVE -> "?";
            case INVALID -> "✗";
        };
    }

    /** The class of the style sheets of the pages. */
    public static String cssClass(Verdict verdict) {
        return switch (verdict) {
            case VALID -> "valid";
            case INCONCLUSIVE -> "inconclusive";
            case INVALID -> "invalid";
        };
    }
}
