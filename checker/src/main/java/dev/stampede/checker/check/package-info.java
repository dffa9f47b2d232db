/**
 * Checks: each decides one promise from a history.
 *
 * <p>Lives here: verdicts, anomalies, caveats, and every check, also those that only one scenario uses. Does not live
 * here: the linearizability engine ({@code dev.stampede.checker.linearizability}) and anything that draws.
 */
@NullMarked
package dev.stampede.checker.check;

import org.jspecify.annotations.NullMarked;
