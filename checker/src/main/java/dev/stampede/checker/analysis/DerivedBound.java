package dev.stampede.checker.analysis;

import static dev.stampede.checker.check.AnomalyText.duration;

/**
 * A time limit, and its derivation from settings.
 *
 * @param derivation for people, such as {@code T 3000 ms + tickTime 200 ms}
 */
public record DerivedBound(long nanos, String derivation) {

    /** The limit in a sentence: {@code 4 s (…)}. */
    public String text() {
        return duration(nanos) + " (" + derivation + ")";
    }

    /** The limit without its derivation: {@code 4 s}. */
    public String value() {
        return duration(nanos);
    }

    /** The limit and its derivation as a step that explains an anomaly: {@code the limit is 4 s = …}. */
    public String step() {
        return "the limit is " + equation();
    }

    /** The limit as an equation: {@code 4 s = …}. */
    public String equation() {
        return duration(nanos) + " = " + derivation;
    }
}
