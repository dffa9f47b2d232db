/**
 * Child processes that never outlive the harness, whatever ends it; and what one may do to them (kill, stop, go on).
 *
 * <p>Does not live here: what the children are (members: {@code dev.stampede.nemesis.ensemble.local}, workers: {@code
 * dev.stampede.workloads.client}).
 */
@NullMarked
package dev.stampede.nemesis.process;

import org.jspecify.annotations.NullMarked;
