/**
 * Small random histories for testing whatever decides linearizability: made linearizable, then changed; compared between
 * two deciders; shrunk; printed as a test.
 *
 * <p>Everything here is deterministic in its seed. Does not live here: the deciders (see {@code
 * dev.stampede.checker.linearizability}), and long histories for measuring.
 */
@NullMarked
package dev.stampede.checker.fuzz;

import org.jspecify.annotations.NullMarked;
