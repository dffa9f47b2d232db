/**
 * The ensemble mutants: an ensemble that lies to the clients of a correct variant. {@code
 * dev.stampede.nemesis.tap.tampering} changes the frames; {@link dev.stampede.workloads.tampering.EnsembleMutants} says
 * which lie must break which guarantee in a run of which variant.
 */
@NullMarked
package dev.stampede.workloads.tampering;

import org.jspecify.annotations.NullMarked;
