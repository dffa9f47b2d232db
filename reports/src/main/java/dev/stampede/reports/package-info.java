/** Placeholder. */
@NullMarked
package dev.stampede.reports;

import org.jspecify.annotations.NullMarked;
