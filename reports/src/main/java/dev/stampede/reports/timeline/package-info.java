/**
 * What the timeline shows, computed: lanes, buckets, quantiles, axes, and the columns that carry it to the browser.
 *
 * <p>Lives here: everything that turns a history into numbers for a picture, and the static picture. Does not live here:
 * words of the report (see {@code dev.stampede.reports}), and any judgement. Times are nanoseconds since the run began;
 * what is written for the browser is in microseconds.
 */
@NullMarked
package dev.stampede.reports.timeline;

import org.jspecify.annotations.NullMarked;
