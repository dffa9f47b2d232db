/**
 * The file of a history: its format, and how it is written and read. What the lines mean stands in {@code
 * dev.stampede.checker.history.data}.
 */
@NullMarked
package dev.stampede.checker.history.io;

import org.jspecify.annotations.NullMarked;
