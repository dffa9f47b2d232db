/**
 * The operations of Curator's recipes, each with what must be true after it. {@link
 * dev.stampede.workloads.sweep.operations.SweepOperations} lists all. A new operation is a class here and a line there.
 */
@NullMarked
package dev.stampede.workloads.sweep.operations;

import org.jspecify.annotations.NullMarked;
