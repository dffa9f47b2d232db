package dev.stampede.reports.timeline;

/**
 * One line of a member's log.
 *
 * @param atNanos in the run's time; may be before it began
 * @param source whose log, for people
 */
public record LogLine(long atNanos, String source, String text) {}
