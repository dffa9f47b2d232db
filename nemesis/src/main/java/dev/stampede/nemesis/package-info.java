/** Placeholder. */
@NullMarked
package dev.stampede.nemesis;

import org.jspecify.annotations.NullMarked;
