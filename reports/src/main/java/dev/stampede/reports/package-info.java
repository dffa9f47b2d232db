/**
 * Turns a history with its verdicts into HTML, JSON, Markdown and text.
 *
 * <p>Contains the report of one run and its texts. Verdicts are in {@code dev.stampede.checker.check}. Nothing here
 * depends on a scenario: a scenario publishes its own picture as a {@link dev.stampede.checker.history.data.Track}. The
 * index over runs is in {@code dev.stampede.reports.index}.
 */
@NullMarked
package dev.stampede.reports;

import org.jspecify.annotations.NullMarked;
