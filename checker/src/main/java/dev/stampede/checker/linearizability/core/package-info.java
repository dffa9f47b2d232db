/**
 * The common basis of all algorithms that decide linearizability: the {@link
 * dev.stampede.checker.linearizability.core.Problem} (operations as columns of numbers), the {@link
 * dev.stampede.checker.linearizability.core.Transitions} of its model, the budget of time and memory, the possible
 * decisions, and two independent proofs: the {@link dev.stampede.checker.linearizability.core.WitnessValidator} for
 * linearizable histories, and the {@link dev.stampede.checker.linearizability.core.NaiveSearch} for small histories
 * that are not.
 *
 * <p>Algorithms faster than trying every order are in the other packages.
 */
@NullMarked
package dev.stampede.checker.linearizability.core;

import org.jspecify.annotations.NullMarked;
