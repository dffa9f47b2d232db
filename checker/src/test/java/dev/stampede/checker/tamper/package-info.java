/**
 * Perturbations of recorded histories, and the test that applies them: an impossible change must be found and blamed on
 * the right layer, and a legal change must not alter the verdict.
 */
@NullMarked
package dev.stampede.checker.tamper;

import org.jspecify.annotations.NullMarked;
