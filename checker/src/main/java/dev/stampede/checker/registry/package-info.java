/** All checks by name; the only package that depends on every check. */
@NullMarked
package dev.stampede.checker.registry;

import org.jspecify.annotations.NullMarked;
