/**
 * Decides whether a concurrent history of an object is linearizable.
 *
 * <p>Lives here, from the outside in: the {@link dev.stampede.checker.linearizability.LinearizabilityChecker}, which
 * partitions calls, lets the parts take turns, and certifies and explains what comes out; the specialised checkers; the
 * general engine, whose essay stands above {@code WindowedSearch}; the naive search that all are tested against; and the
 * check over our own histories. Does not live here: what objects promise (see {@code dev.stampede.checker.model}), file
 * formats, and random histories for tests (see {@code dev.stampede.checker.fuzz}).
 */
@NullMarked
package dev.stampede.checker.linearizability;

import org.jspecify.annotations.NullMarked;
