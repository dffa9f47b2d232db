/**
 * The catalogue of known findings: known defects of ZooKeeper and Curator, the affected versions, and how an anomaly is
 * recognised as one of them.
 *
 * <p>A known finding never changes a verdict. It adds its name and a work-around to an anomaly, wherever the anomaly is
 * shown. Anomalies are found in {@code checks} and shown in {@code reports}.
 */
@NullMarked
package dev.stampede.checker.findings;

import org.jspecify.annotations.NullMarked;
