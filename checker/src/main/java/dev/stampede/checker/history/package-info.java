/**
 * A history as checks and reports read it: all events of one run, packed.
 *
 * <p>Contains {@link dev.stampede.checker.history.History} and its builders. The events are in {@code
 * dev.stampede.checker.history.data}, the file format in {@code dev.stampede.checker.history.io}. Verdicts belong to
 * {@code dev.stampede.checker.check}, drawings to the module {@code reports}.
 */
@NullMarked
package dev.stampede.checker.history;

import org.jspecify.annotations.NullMarked;
