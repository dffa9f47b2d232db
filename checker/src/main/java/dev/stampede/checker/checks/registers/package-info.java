/**
 * Registers and transactions: what sessions are shown of several znodes, multis, and sequential znodes.
 *
 * <p>Lives here: {@link dev.stampede.checker.checks.registers.SessionOrderCheck}, {@link
 * dev.stampede.checker.checks.registers.TransactionsCheck}, {@link dev.stampede.checker.checks.registers.SequentialZnodesCheck}. Does not
 * live here: whether the writes of each znode are linearizable ({@code dev.stampede.checker.linearizability}), and what
 * the ensemble guarantees of every request ({@code guarantees}).
 */
@NullMarked
package dev.stampede.checker.checks.registers;

import org.jspecify.annotations.NullMarked;
