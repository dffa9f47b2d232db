/**
 * Child processes that never outlive the harness, and the signals that kill, pause and resume them.
 *
 * <p>The children are members ({@code dev.stampede.nemesis.ensemble.local}) and workers
 * ({@code dev.stampede.workloads.client}).
 */
@NullMarked
package dev.stampede.nemesis.process;

import org.jspecify.annotations.NullMarked;
