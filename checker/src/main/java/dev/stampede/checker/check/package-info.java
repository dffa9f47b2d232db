/**
 * What a check is: the interface, its budget and its results.
 *
 * <p>Lives here: {@link dev.stampede.checker.check.Check}, verdicts, anomalies, caveats, and {@link
 * dev.stampede.checker.check.CheckRunner}, which runs checks on a history. Does not live here: any check ({@code
 * dev.stampede.checker.checks}), what checks share ({@code dev.stampede.checker.analysis}), and the list of all checks
 * ({@code dev.stampede.checker.registry}).
 */
@NullMarked
package dev.stampede.checker.check;

import org.jspecify.annotations.NullMarked;
