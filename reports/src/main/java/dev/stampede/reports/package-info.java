/**
 * Turns a history with its verdicts into HTML, JSON, Markdown and text.
 *
 * <p>Contains the report of one run and its texts. Verdicts are in {@code dev.stampede.checker.check}. Nothing here
 * depends on a scenario: a scenario records its own lanes of the timeline as a {@link
 * dev.stampede.checker.history.data.Track}. The index over runs is in {@code dev.stampede.reports.index}.
 *
 * <p>An <em>anomaly</em> is what a check found: a violation, or a caveat, which the documentation allows. A
 * <em>finding</em> is all anomalies of one kind that one check found. A <em>known finding</em> is a defect of ZooKeeper
 * or Curator in the catalogue, which explains a finding of a run. A <em>hold</em> is the time from the grant of a lock
 * or of leadership to the release.
 */
@NullMarked
package dev.stampede.reports;

import org.jspecify.annotations.NullMarked;
