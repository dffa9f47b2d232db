/**
 * Small random histories that test algorithms which decide linearizability: generated, changed, decided by two
 * deciders, shrunk, and printed as a test.
 *
 * <p>Everything is deterministic for a seed. The deciders are in {@code dev.stampede.checker.linearizability}, long
 * histories for benchmarks in {@code dev.stampede.checker.generator}.
 */
@NullMarked
package dev.stampede.checker.fuzz;

import org.jspecify.annotations.NullMarked;
