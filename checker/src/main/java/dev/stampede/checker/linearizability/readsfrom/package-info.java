/**
 * Decides registers by searching for the write that each read saw, instead of an order of all operations.
 *
 * <p>The theorem and the search stand above {@link
 * dev.stampede.checker.linearizability.readsfrom.ReadsFromSearch}. It is built from
 *
 * <ul>
 *   <li>{@code Columns} (operations as numbers), {@code Breakers} and {@code Sources} (which sources are possible at all), and
 *       {@code DomainCheck} (a first pass without search);
 *   <li>the solver: {@code ClauseSolver} (the loop of CDCL), {@code Trail} (what is true), {@code WatchedClauses}
 *       (propagation), and {@code ConflictAnalysis} (learning);
 *   <li>the theory: {@code Chains} (which choices contradict each other), {@code ReadsFromRelation} (who reads from whom), {@code
 *       ChainZones} (the extent of each chain in time), and {@code ChainLemmas} (why choices contradict each other);
 *   <li>{@code SourceChoice} (variables and clauses as they are needed) and {@code Branching} (which source is tried next);
 *   <li>{@code ReadsFromOrder} (the order, once every use has a source) and {@code RefutationCore} (the few operations that a
 *       refutation rests on).
 * </ul>
 *
 * <p>What is a register is read from the forms of the transitions alone, so every object whose operations are reads, writes,
 * compare-and-sets, or like them, is decided here: a key of a store, a lock, a leadership.
 */
@NullMarked
package dev.stampede.checker.linearizability.readsfrom;

import org.jspecify.annotations.NullMarked;
