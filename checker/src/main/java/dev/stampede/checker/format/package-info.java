/**
 * Reads recorded histories: EDN of Jepsen and Knossos, log lines of Jepsen, key-value files of Porcupine, and
 * Stampede's own. Decides files for the command line.
 *
 * <p>The format of Stampede's own histories is in {@code dev.stampede.checker.history.io}.
 */
@NullMarked
package dev.stampede.checker.format;

import org.jspecify.annotations.NullMarked;
