/**
 * Values that clients read from caches of their own: a register or a configuration whose znodes the check does not
 * know.
 *
 * <p>Contains {@link dev.stampede.checker.checks.convergence.ConvergenceCheck}. Values are unique, so a value
 * identifies the write that wrote it. Does not live here: configuration whose states are known by zxid, in
 * {@code dev.stampede.checker.checks.configuration}, and the linearizability of writes.
 */
@NullMarked
package dev.stampede.checker.checks.convergence;

import org.jspecify.annotations.NullMarked;
