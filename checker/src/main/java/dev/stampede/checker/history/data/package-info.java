/**
 * The vocabulary of a history: its events and the records that are made of them. Uses the JDK only, so that it is also part
 * of the worker jar.
 *
 * <p>Every time is in nanoseconds of one monotonic clock since the run began. A session id, token, zxid or member of 0
 * is one that is not known; a client, operation or attempt number of -1 is none.
 */
@NullMarked
package dev.stampede.checker.history.data;

import org.jspecify.annotations.NullMarked;
