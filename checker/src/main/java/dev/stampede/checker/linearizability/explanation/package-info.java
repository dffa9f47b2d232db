/**
 * Explains why a history is not linearizable: finds a few operations that contradict each other ({@code CoreFinder}),
 * and describes the contradiction in words and as a picture ({@code Explainer}).
 *
 * <p>Nothing here decides. If an explanation runs out of time, it is less detailed, and the verdict stays.
 */
@NullMarked
package dev.stampede.checker.linearizability.explanation;

import org.jspecify.annotations.NullMarked;
