/**
 * Ensembles that already run and that the harness must not change: only the links of the run's own clients can be cut.
 *
 * <p>{@code dev.stampede.nemesis.link} cuts links.
 */
@NullMarked
package dev.stampede.nemesis.ensemble.external;

import org.jspecify.annotations.NullMarked;
