/**
 * Ensembles that run already and that nobody here may touch: only the links of our own clients can be cut.
 *
 * <p>Does not live here: how links are cut ({@code dev.stampede.nemesis.link}).
 */
@NullMarked
package dev.stampede.nemesis.ensemble.external;

import org.jspecify.annotations.NullMarked;
