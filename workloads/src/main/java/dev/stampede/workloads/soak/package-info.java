/**
 * The soak: runs all correct variants under all faults for hours, and watches whether the harness itself leaks.
 *
 * <p>{@code dev.stampede.workloads.campaign} executes the single runs.
 */
@NullMarked
package dev.stampede.workloads.soak;

import org.jspecify.annotations.NullMarked;
