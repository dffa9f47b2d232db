/**
 * The interface of a check, its budget and its results.
 *
 * <p>Contains {@link dev.stampede.checker.check.Check}, verdicts, anomalies, caveats, and {@link
 * dev.stampede.checker.check.CheckRunner}, which runs checks on a history. The checks are in {@code
 * dev.stampede.checker.checks}, their shared data in {@code dev.stampede.checker.analysis}, the list of all checks in
 * {@code dev.stampede.checker.registry}.
 */
@NullMarked
package dev.stampede.checker.check;

import org.jspecify.annotations.NullMarked;
