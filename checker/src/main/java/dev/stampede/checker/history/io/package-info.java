/**
 * The format of history files, and their reader and writer. The meaning of the lines is documented in {@code
 * dev.stampede.checker.history.data}.
 */
@NullMarked
package dev.stampede.checker.history.io;

import org.jspecify.annotations.NullMarked;
