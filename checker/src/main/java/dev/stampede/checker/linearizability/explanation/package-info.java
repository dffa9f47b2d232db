/**
 * Explains why a history is not linearizable: finds a few operations that contradict each other ({@code CoreFinder}), and
 * puts the contradiction into words and into a picture ({@code Explainer}).
 *
 * <p>Does not live here: deciding. Everything here may run out of time; then less is explained, and the verdict stays.
 */
@NullMarked
package dev.stampede.checker.linearizability.explanation;

import org.jspecify.annotations.NullMarked;
