/**
 * What all algorithms that decide linearizability share: the {@link dev.stampede.checker.linearizability.core.Problem} (operations as columns of numbers), the
 * {@link dev.stampede.checker.linearizability.core.Transitions} of its model, the budget of time and memory, the possible decisions, and the two independent
 * proofs: the {@link dev.stampede.checker.linearizability.core.WitnessValidator} for linearizable histories, and the {@link dev.stampede.checker.linearizability.core.NaiveSearch} for small
 * ones that are not.
 *
 * <p>Does not live here: any algorithm that is faster than trying every order.
 */
@NullMarked
package dev.stampede.checker.linearizability.core;

import org.jspecify.annotations.NullMarked;
