/**
 * A history as checks and reports read it: all events of one run, packed.
 *
 * <p>Lives here: {@link dev.stampede.checker.history.History} and what builds it. The events are in {@code
 * dev.stampede.checker.history.data}, the file format in {@code dev.stampede.checker.history.io}. Does not live here: any
 * judgement of what happened (see {@code dev.stampede.checker.check}), and any drawing (module {@code reports}).
 */
@NullMarked
package dev.stampede.checker.history;

import org.jspecify.annotations.NullMarked;
