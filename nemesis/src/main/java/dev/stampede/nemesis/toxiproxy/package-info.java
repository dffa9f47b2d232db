/**
 * The embedded Toxiproxy: a server that speaks the HTTP API of Shopify's Toxiproxy and does to TCP connections what the
 * real one does.
 *
 * @see dev.stampede.nemesis.toxiproxy.ToxiproxyServer
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy;

import org.jspecify.annotations.NullMarked;
