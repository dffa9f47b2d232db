/**
 * The HTTP API of the embedded Toxiproxy: routes, requests, JSON and the registry of proxies.
 *
 * <p>The proxies forward bytes in {@code dev.stampede.nemesis.toxiproxy.pipeline}.
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy.api;

import org.jspecify.annotations.NullMarked;
