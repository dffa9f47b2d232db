/**
 * Pushed configuration: the <em>view</em> of each client, that is, the state of a key on which its code acts, compared
 * with the writes of the key and with the responses to the client.
 *
 * <p>Contains {@link dev.stampede.checker.checks.configuration.PropagationCheck}, and how operations record what a
 * client acts on ({@code view}), which event it received ({@code notified}) and what it fetched with a watch
 * ({@code fetch}). The linearizability of the writes is in {@code dev.stampede.checker.linearizability}.
 */
@NullMarked
package dev.stampede.checker.checks.configuration;

import org.jspecify.annotations.NullMarked;
