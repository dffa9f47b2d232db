package dev.stampede.reports.timeline;

import org.jspecify.annotations.Nullable;

/** A moment on a lane; with a value it is a point of a series. */
public record Mark(long atNanos, Paint paint, String label, @Nullable Double value) {}
