/** Proxied connections: their sockets, and the pipeline of stages for each of the two byte streams of a connection. */
@NullMarked
package dev.stampede.nemesis.toxiproxy.pipeline;

import org.jspecify.annotations.NullMarked;
