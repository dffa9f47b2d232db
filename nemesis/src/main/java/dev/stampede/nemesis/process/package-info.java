/**
 * Child processes that never outlive the harness, whatever ends it, and signals to them (kill, pause, resume).
 *
 * <p>Does not live here: what the children are (members: {@code dev.stampede.nemesis.ensemble.local}, workers: {@code
 * dev.stampede.workloads.client}).
 */
@NullMarked
package dev.stampede.nemesis.process;

import org.jspecify.annotations.NullMarked;
