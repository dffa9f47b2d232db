/**
 * What checks derive from a history and share: time lines of clients and znodes, disturbances, time limits.
 *
 * <p>Contains everything that more than one family of checks needs, and the collection and explanation of anomalies.
 * Decisions are in {@code dev.stampede.checker.checks}.
 */
@NullMarked
package dev.stampede.checker.analysis;

import org.jspecify.annotations.NullMarked;
