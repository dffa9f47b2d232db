/**
 * Generates long histories from a seed: concurrent clients use a correct object, some operations have indeterminate
 * outcomes, and one violation can be injected. Histories are generated in memory, or as files in the formats of other
 * tools.
 *
 * <p>Small random histories for the comparison of algorithms, and their shrinking, are in {@code
 * dev.stampede.checker.fuzz}.
 */
@NullMarked
package dev.stampede.checker.generator;

import org.jspecify.annotations.NullMarked;
