package dev.stampede.checker.format;

/** The position of an event in its file; line and column count from 1. */
record SourcePosition(int line, int column) {}
