/**
 * The search over orders, which decides every model: a depth-first search over configurations of the operations that are
 * pending at one time. Its essay stands above {@code WindowedEngine}; {@link dev.stampede.checker.linearizability.search.Reduction} lists what it does not
 * search, and why that is sound.
 *
 * <p>Does not live here: algorithms for one kind of object (see {@code specialists}).
 */
@NullMarked
package dev.stampede.checker.linearizability.search;

import org.jspecify.annotations.NullMarked;
