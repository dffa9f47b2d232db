/**
 * Pushed configuration: what each client acts on, compared with what was written and what it received.
 *
 * <p>Contains {@link dev.stampede.checker.checks.configuration.PropagationCheck}, and how operations record what a
 * client acts on ({@code view}), which event it received ({@code notified}) and what it fetched with a watch ({@code
 * fetch}). The linearizability of the writes is in {@code dev.stampede.checker.linearizability}.
 */
@NullMarked
package dev.stampede.checker.checks.configuration;

import org.jspecify.annotations.NullMarked;
