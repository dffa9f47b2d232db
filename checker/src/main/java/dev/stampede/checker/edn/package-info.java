/**
 * The values of EDN (https://github.com/edn-format/edn) and their reader, which reports each error with its line and
 * column.
 *
 * <p>What the values of a history mean is decided in {@code format} and {@code model}.
 */
@NullMarked
package dev.stampede.checker.edn;

import org.jspecify.annotations.NullMarked;
