/**
 * What happened in a run: its events, the file that they are written to, and the compact form that checks read.
 *
 * <p>Lives here: the {@link dev.stampede.checker.history.Event events}, their file format, {@link
 * dev.stampede.checker.history.History} and the tracks that anybody can publish. Does not live here: any judgement of
 * what happened (see {@code dev.stampede.checker.check}), and any drawing (module {@code reports}).
 *
 * <p>Every time is in nanoseconds of one monotonic clock since the run began. A session id, token, zxid or member of 0
 * is one that is not known; a client, operation or attempt number of -1 is none.
 */
@NullMarked
package dev.stampede.checker.history;

import org.jspecify.annotations.NullMarked;
