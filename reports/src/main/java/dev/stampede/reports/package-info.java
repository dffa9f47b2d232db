/**
 * Turns a history with its verdicts into HTML, JSON, Markdown and text.
 *
 * <p>Lives here: the report of one run and the words it uses. Does not live here: any judgement (see {@code
 * dev.stampede.checker.check}), and anything that knows a scenario: a scenario's own picture is a {@link
 * dev.stampede.checker.history.data.Track}. The index over runs is in {@code dev.stampede.reports.index}.
 */
@NullMarked
package dev.stampede.reports;

import org.jspecify.annotations.NullMarked;
