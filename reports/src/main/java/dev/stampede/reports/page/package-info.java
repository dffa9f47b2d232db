/**
 * The content of the templates in words: one record per section of a page.
 *
 * <p>Plain data, public because the templates are compiled into a separate package. The computation is in {@code
 * dev.stampede.reports}.
 */
@NullMarked
package dev.stampede.reports.page;

import org.jspecify.annotations.NullMarked;
