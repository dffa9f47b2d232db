package dev.stampede.reports.timeline;

/**
 * One line of a member's log.
 *
 * @param atNanos in the run's time; negative before the run began
 * @param source the display name of the member
 */
public record LogLine(long atNanos, String source, String text) {}
