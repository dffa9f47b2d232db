/**
 * Proxied connections: sockets, and the pipeline of stages that each of the two byte streams of a connection passes
 * through.
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy.pipeline;

import org.jspecify.annotations.NullMarked;
