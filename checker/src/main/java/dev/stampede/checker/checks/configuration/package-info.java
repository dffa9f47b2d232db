/**
 * Configuration that is pushed: what each client acts on, against what was written and what it was told.
 *
 * <p>Lives here: {@link dev.stampede.checker.checks.configuration.PropagationCheck}, and how operations record what a client
 * acts on ({@code view}), which event reached it ({@code notified}) and what it fetched with a watch ({@code fetch}).
 * Does not live here: whether the writes are linearizable ({@code dev.stampede.checker.linearizability}).
 */
@NullMarked
package dev.stampede.checker.checks.configuration;

import org.jspecify.annotations.NullMarked;
