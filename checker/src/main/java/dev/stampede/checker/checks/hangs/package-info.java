/**
 * Calls of a user's class that did not return although nothing held them up.
 *
 * <p>{@link dev.stampede.checker.checks.hangs.HangsCheck} decides. Each kind of call has a rule of its own for what it
 * may wait for: a lock that is free, an item of a queue, or the replies of the ensemble. Does not live here: the calls
 * of barriers, which also wait for other clients; {@code checks.barrier} judges them.
 */
@NullMarked
package dev.stampede.checker.checks.hangs;

import org.jspecify.annotations.NullMarked;
