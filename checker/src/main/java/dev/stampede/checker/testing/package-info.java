/**
 * Short histories for tests of checks, also of checks that users write.
 *
 * <p>Lives here: {@link dev.stampede.checker.testing.HistoryBuilder} and what it takes. Does not live here: assertions, and
 * verbs that only the tests of one scenario need (these extend {@link
 * dev.stampede.checker.testing.AbstractHistoryBuilder}).
 */
@NullMarked
package dev.stampede.checker.testing;

import org.jspecify.annotations.NullMarked;
