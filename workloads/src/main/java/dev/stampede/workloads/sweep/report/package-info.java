/** The tables, the JSON and the page of a sweep, and the grouping of bad cases by cause. */
@NullMarked
package dev.stampede.workloads.sweep.report;

import org.jspecify.annotations.NullMarked;
