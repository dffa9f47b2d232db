/**
 * What the templates show, already in words: one record per section of a page.
 *
 * <p>Lives here: plain data for the templates, public because they are compiled into a package of their own. Does not
 * live here: how it is computed (see {@code dev.stampede.reports}).
 */
@NullMarked
package dev.stampede.reports.page;

import org.jspecify.annotations.NullMarked;
