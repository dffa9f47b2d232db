/**
 * The texts that the templates show: one record per section of a page.
 *
 * <p>The records are public because the templates are compiled into a separate package. {@code dev.stampede.reports}
 * computes the texts.
 */
@NullMarked
package dev.stampede.reports.page;

import org.jspecify.annotations.NullMarked;
