/** Checks of a run as a whole: whether it proved anything, whether it recovered, and how long clients waited. */
@NullMarked
package dev.stampede.checker.checks.run;

import org.jspecify.annotations.NullMarked;
