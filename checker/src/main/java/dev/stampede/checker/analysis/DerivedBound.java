package dev.stampede.checker.analysis;

import static dev.stampede.checker.check.AnomalyText.seconds;

/**
 * A bound on time, and how it follows from settings.
 *
 * @param derivation for people, such as {@code T 3000 ms + tickTime 200 ms}
 */
public record DerivedBound(long nanos, String derivation) {

    /** In a sentence: {@code 4.000 s (…)}. */
    public String text() {
        return seconds(nanos) + " (" + derivation + ")";
    }

    /** As an equation: {@code 4.000 s = …}. */
    public String equation() {
        return seconds(nanos) + " = " + derivation;
    }
}
