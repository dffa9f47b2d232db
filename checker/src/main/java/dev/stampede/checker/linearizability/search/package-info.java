/**
 * The search over orders, which decides every model: a depth-first search over configurations of the operations that
 * are pending at one time. The essay at {@code WindowedEngine} explains it; {@link
 * dev.stampede.checker.linearizability.search.Reduction} lists what it prunes and why that is sound.
 *
 * <p>Algorithms for one kind of object are in {@code specialists}.
 */
@NullMarked
package dev.stampede.checker.linearizability.search;

import org.jspecify.annotations.NullMarked;
