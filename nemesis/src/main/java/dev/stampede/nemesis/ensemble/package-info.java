/**
 * ZooKeeper ensembles, however they are run: what the rest needs of one is {@link
 * dev.stampede.nemesis.ensemble.Ensemble}.
 *
 * <p>Does not live here: what is done to them ({@code dev.stampede.nemesis.fault}).
 */
@NullMarked
package dev.stampede.nemesis.ensemble;

import org.jspecify.annotations.NullMarked;
