/** Placeholder. */
@NullMarked
package dev.stampede.checker;

import org.jspecify.annotations.NullMarked;
