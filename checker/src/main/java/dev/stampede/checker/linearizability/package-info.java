/**
 * Decides whether a concurrent history of an object is linearizable.
 *
 * <p>Start at {@link dev.stampede.checker.linearizability.LinearizabilityChecker}: it partitions the calls by key, gives each partition
 * to a {@code PartitionChecker}, and validates and explains each verdict. {@link
 * dev.stampede.checker.linearizability.LinearizabilityCheck} applies it to the history of a run.
 *
 * <p>The layers below, each of which uses only those that follow it: {@code explanation} (why a history is not
 * linearizable), {@code search} (any model), {@code specialists} (algorithms for one kind of object), {@code core} (the
 * problem, its budget, the naive search, the validator of witnesses).
 *
 * <p>Does not live here: what objects promise (see {@code dev.stampede.checker.model}), file formats, and random histories
 * for tests (see {@code dev.stampede.checker.fuzz}).
 */
@NullMarked
package dev.stampede.checker.linearizability;

import org.jspecify.annotations.NullMarked;
