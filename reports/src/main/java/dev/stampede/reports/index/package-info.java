/**
 * The index over runs: {@code runs.jsonl}, to which each run appends a line, and {@code index.html}, which is computed
 * from these lines alone.
 *
 * <p>A <em>signature</em> identifies anomalies that are probably the same defect: check, kind, kinds of faults, and
 * recipe. Contains the line, the statistics over lines, and the page. The report of one run is in {@code
 * dev.stampede.reports}.
 */
@NullMarked
package dev.stampede.reports.index;

import org.jspecify.annotations.NullMarked;
