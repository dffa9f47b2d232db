/**
 * The search over orders, which decides every model: a depth-first search over configurations of the operations that
 * are pending at one time. The essay at {@code WindowedEngine} explains the search, and why the rules by which it
 * prunes ({@link dev.stampede.checker.linearizability.search.Reduction}) are sound.
 *
 * <p>Algorithms for one kind of object are in {@code specialists}.
 */
@NullMarked
package dev.stampede.checker.linearizability.search;

import org.jspecify.annotations.NullMarked;
