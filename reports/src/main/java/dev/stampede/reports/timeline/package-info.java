/**
 * Computes what the timeline shows: lanes, buckets, quantiles, axes, and the columns that the page embeds.
 *
 * <p>Lives here: everything that turns a history into numbers for a picture. Does not live here:
 * words of the report (see {@code dev.stampede.reports}), and any judgement. Times are nanoseconds since the run began;
 * what is written for the browser is in microseconds.
 */
@NullMarked
package dev.stampede.reports.timeline;

import org.jspecify.annotations.NullMarked;
