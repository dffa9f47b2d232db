package dev.stampede.checker.format;

/** Where an event stands in its file; both from 1. */
record SourcePosition(int line, int column) {}
