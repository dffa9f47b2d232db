/**
 * Registers and transactions: reads of several znodes in a session, multis, and sequential znodes.
 *
 * <p>Contains {@link dev.stampede.checker.checks.registers.SessionOrderCheck}, {@link
 * dev.stampede.checker.checks.registers.TransactionsCheck} and {@link
 * dev.stampede.checker.checks.registers.SequentialZnodesCheck}. The linearizability of the writes of each znode is in
 * {@code dev.stampede.checker.linearizability}; the check {@code guarantees} judges what the ensemble guarantees for
 * every request.
 */
@NullMarked
package dev.stampede.checker.checks.registers;

import org.jspecify.annotations.NullMarked;
