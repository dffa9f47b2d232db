/**
 * The vocabulary of a history: its events and the records that they consist of. It uses the JDK only, because it is
 * also part of the worker jar.
 *
 * <p>All times are in nanoseconds of one monotonic clock since the run began. 0 stands for an unknown session id,
 * token, zxid or member; -1 stands for no client, operation or attempt.
 */
@NullMarked
package dev.stampede.checker.history.data;

import org.jspecify.annotations.NullMarked;
