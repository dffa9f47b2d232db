/**
 * Reads histories that other tools recorded: Jepsen's and Knossos' EDN, Jepsen's log lines, and Porcupine's key-value
 * files, our own through their reader; and decides files for the command line.
 *
 * <p>Does not live here: the file format of our own histories (see {@code dev.stampede.checker.history}).
 */
@NullMarked
package dev.stampede.checker.format;

import org.jspecify.annotations.NullMarked;
