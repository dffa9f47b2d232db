/**
 * ZooKeeper ensembles of every kind. The rest of Stampede uses only the interface {@link
 * dev.stampede.nemesis.ensemble.Ensemble}.
 *
 * <p>The faults that are injected into ensembles are in {@code dev.stampede.nemesis.fault}.
 */
@NullMarked
package dev.stampede.nemesis.ensemble;

import org.jspecify.annotations.NullMarked;
