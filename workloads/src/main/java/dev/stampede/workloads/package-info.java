/** Placeholder. */
@NullMarked
package dev.stampede.workloads;

import org.jspecify.annotations.NullMarked;
