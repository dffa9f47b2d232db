/**
 * ZooKeeper ensembles of every kind. The rest of Stampede uses only the interface {@link
 * dev.stampede.nemesis.ensemble.Ensemble}.
 *
 * <p>Does not live here: the faults that are injected into them ({@code dev.stampede.nemesis.fault}).
 */
@NullMarked
package dev.stampede.nemesis.ensemble;

import org.jspecify.annotations.NullMarked;
