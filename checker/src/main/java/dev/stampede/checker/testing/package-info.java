/**
 * Builders of short histories for tests of checks, including the checks of users.
 *
 * <p>Contains {@link dev.stampede.checker.testing.HistoryBuilder} and its helpers. Methods that only the tests of one
 * scenario need belong in a subclass of {@link dev.stampede.checker.testing.AbstractHistoryBuilder}.
 */
@NullMarked
package dev.stampede.checker.testing;

import org.jspecify.annotations.NullMarked;
