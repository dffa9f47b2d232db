/**
 * What checks derive from a history and share: time lines of clients and znodes, disturbances, time limits.
 *
 * <p>Contains everything that more than one family of checks needs, and the collection and explanation of anomalies.
 * Decisions are in {@code dev.stampede.checker.checks}.
 *
 * <p>The <em>harness</em> is the JVM that runs the test: the proxies between clients and members, the faults, and the
 * <em>watchers</em>, sessions of its own that observe znodes. A <em>stall</em> is a time in which a JVM did not run. A
 * fault lasts from the start of its <em>injection</em> until its <em>heal</em> is proven.
 */
@NullMarked
package dev.stampede.checker.analysis;

import org.jspecify.annotations.NullMarked;
