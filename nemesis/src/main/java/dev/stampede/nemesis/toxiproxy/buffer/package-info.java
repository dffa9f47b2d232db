/**
 * Chunks of bytes, the bounded queues between the stages of a stream, and the clock of both: the lowest layer of the
 * embedded Toxiproxy.
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy.buffer;

import org.jspecify.annotations.NullMarked;
