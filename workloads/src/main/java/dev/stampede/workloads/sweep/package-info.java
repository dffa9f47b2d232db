/**
 * The sweep: executes an operation of a recipe once for each of its requests, and loses the reply (or the request) of
 * that one request. A case is one such execution, with a client and a proxy of its own, on an ensemble that all cases
 * share.
 *
 * <p>{@link dev.stampede.workloads.sweep.SweepOperation} is what a recipe provides: prepare, operate, and what must be
 * true afterwards. {@link dev.stampede.workloads.sweep.RequestLoss} chooses the frame and cuts the connection.
 * {@link dev.stampede.workloads.sweep.CaseRunner} executes one case, and {@link dev.stampede.workloads.sweep.Sweep} all
 * of them: it counts the requests of each operation first. The operations are in {@code sweep.operations}, the tables
 * and pages in {@code sweep.report}.
 */
@NullMarked
package dev.stampede.workloads.sweep;

import org.jspecify.annotations.NullMarked;
