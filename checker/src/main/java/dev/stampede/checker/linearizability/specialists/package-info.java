/**
 * Algorithms for one kind of object each: registers, versioned znodes, locks, queues, sets, counters, ids; and the
 * certificate of ZooKeeper's transaction ids for every object. They take linear or nearly linear time, and refuse every
 * problem that does not meet their precondition.
 *
 * <p>{@link dev.stampede.checker.linearizability.specialists.Specialists} lists those of a model. Most of them convert
 * the calls into columns first and decide from these (see {@code ColumnSpecialist}).
 */
@NullMarked
package dev.stampede.checker.linearizability.specialists;

import org.jspecify.annotations.NullMarked;
