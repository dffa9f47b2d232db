/**
 * All checks by name: the only place that knows every check.
 */
@NullMarked
package dev.stampede.checker.registry;

import org.jspecify.annotations.NullMarked;
