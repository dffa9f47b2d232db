package dev.stampede.nemesis.toxiproxy.interception;

import java.nio.ByteBuffer;

/**
 * Bytes that were written to the receiver's socket in one write.
 *
 * @param connection number of the connection at its proxy
 * @param offset the number of bytes of this stream of the connection that were written before
 * @param length the number of bytes
 * @param bytes the first bytes, at most {@link Interception#KEPT_BYTES}; read-only
 * @param nanos {@link System#nanoTime()} when the write had succeeded
 */
public record ForwardedBytes(long connection, long offset, int length, ByteBuffer bytes, long nanos) {}
