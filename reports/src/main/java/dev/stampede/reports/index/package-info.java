/**
 * The index over runs: {@code runs.jsonl}, to which each run appends a line, and {@code index.html}, a pure function of
 * it.
 *
 * <p>Lives here: the line, the statistics over lines, the page. Does not live here: the report of one run.
 */
@NullMarked
package dev.stampede.reports.index;

import org.jspecify.annotations.NullMarked;
