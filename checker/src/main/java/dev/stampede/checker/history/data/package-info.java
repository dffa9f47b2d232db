/**
 * The vocabulary of a history: its events and the records that they consist of. It uses the JDK only, because it is
 * also part of the worker jar.
 *
 * <p>A <em>hold</em> is a lock, lease or leadership that a client was granted, from the grant to the release; its
 * <em>token</em> is the czxid of the znode that was granted. An <em>attempt</em> is one ZooKeeper request of an
 * operation. The <em>audit</em> reads all members at the end of a run.
 *
 * <p>All times are in nanoseconds of one monotonic clock since the run began. 0 stands for an unknown session id,
 * token, zxid or member; -1 stands for no client, operation or attempt.
 */
@NullMarked
package dev.stampede.checker.history.data;

import org.jspecify.annotations.NullMarked;
