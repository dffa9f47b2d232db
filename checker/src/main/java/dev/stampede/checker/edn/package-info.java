/**
 * Values of histories as EDN writes them (https://github.com/edn-format/edn), and their reader, which reports each error with
 * its line and column.
 *
 * <p>Does not live here: what the values of a history mean (see {@code format} and {@code model}).
 */
@NullMarked
package dev.stampede.checker.edn;

import org.jspecify.annotations.NullMarked;
