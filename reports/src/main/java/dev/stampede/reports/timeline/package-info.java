/**
 * Computes the content of the timeline: lanes, buckets, quantiles, axes, and the columns that the page embeds.
 *
 * <p>The texts of the report are in {@code dev.stampede.reports}; nothing here decides a verdict. Times are nanoseconds
 * since the run began; the data for the browser is in microseconds.
 */
@NullMarked
package dev.stampede.reports.timeline;

import org.jspecify.annotations.NullMarked;
