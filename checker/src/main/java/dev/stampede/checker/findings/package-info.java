/**
 * The catalogue of known findings: what is known to be broken in ZooKeeper and in Curator, in which versions, and how an
 * anomaly is recognised as one of them.
 *
 * <p>A known finding never changes a verdict. It gives an anomaly its name and a work-around, wherever the anomaly is shown.
 * Does not live here: how anomalies are found ({@code checks}) and shown ({@code reports}).
 */
@NullMarked
package dev.stampede.checker.findings;

import org.jspecify.annotations.NullMarked;
