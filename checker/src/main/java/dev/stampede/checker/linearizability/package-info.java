/**
 * Decides whether a concurrent history of an object is linearizable.
 *
 * <p>Start at {@link dev.stampede.checker.linearizability.LinearizabilityChecker}: it partitions the calls by key,
 * gives each partition to a {@code PartitionChecker}, and validates and explains each verdict. {@link
 * dev.stampede.checker.linearizability.LinearizabilityCheck} applies it to the history of a run.
 *
 * <p>Each of the layers below uses only those after it: {@code explanation} (why a history is not linearizable), {@code
 * search} (any model), {@code specialists} (algorithms for one kind of object), {@code core} (the problem, its budget,
 * the naive search, the validator of witnesses).
 *
 * <p>Specifications of objects are in {@code dev.stampede.checker.model}, file formats in {@code
 * dev.stampede.checker.format}, random histories for tests in {@code dev.stampede.checker.fuzz}.
 */
@NullMarked
package dev.stampede.checker.linearizability;

import org.jspecify.annotations.NullMarked;
