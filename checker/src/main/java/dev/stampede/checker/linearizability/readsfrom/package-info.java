/**
 * Decides registers by searching for the write that each read observed, instead of an order of all operations.
 *
 * <p>{@link dev.stampede.checker.linearizability.readsfrom.ReadsFromSearch} explains the theorem and the search. The
 * package consists of
 *
 * <ul>
 *   <li>{@code Columns} (operations as numbers), {@code Breakers} and {@code Sources} (the possible sources), and
 *       {@code DomainCheck} (a first pass without a search);
 *   <li>the solver: {@code ClauseSolver} (the CDCL loop), {@code Trail} (the assignments), {@code WatchedClauses}
 *       (propagation), and {@code ConflictAnalysis} (learning);
 *   <li>the theory: {@code Chains} (which choices contradict each other), {@code ReadsFromRelation} (which use reads
 *       from which source), {@code ChainZones} (the extent of each chain in time), and {@code ChainLemmas} (the clauses
 *       of contradictions);
 *   <li>{@code SourceChoice} (variables and clauses on demand) and {@code Branching} (the source to try next);
 *   <li>{@code ReadsFromOrder} (the order, once every use has a source) and {@code RefutationCore} (the few operations
 *       that a refutation depends on).
 * </ul>
 *
 * <p>Whether an object is a register is decided from the forms of its transitions alone. Therefore every object whose
 * operations behave like reads, writes and compare-and-sets is decided here: a key of a store, a lock, a leadership.
 */
@NullMarked
package dev.stampede.checker.linearizability.readsfrom;

import org.jspecify.annotations.NullMarked;
