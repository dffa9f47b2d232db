/**
 * The soak: runs all correct variants under all faults for hours, and watches whether the harness itself leaks.
 *
 * <p>Does not live here: how one run of it is executed ({@code campaign}).
 */
@NullMarked
package dev.stampede.workloads.soak;

import org.jspecify.annotations.NullMarked;
