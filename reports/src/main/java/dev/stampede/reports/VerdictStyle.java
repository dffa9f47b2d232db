package dev.stampede.reports;

import dev.stampede.checker.check.CheckResult;
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

    /** The sign before {@link CheckResult#verdictText}. */
    static String glyph(CheckResult check) {
        return check.informational() ? "–" : glyph(check.verdict());
    }

    /** The class of the style sheet for the verdict of a check. */
    static String cssClass(CheckResult check) {
        return check.informational() ? "informational" : cssClass(check.verdict());
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
