package dev.stampede.nemesis.toxiproxy.interception;

import java.nio.ByteBuffer;

/**
 * Bytes that were written to the receiver's socket in one write.
 *
 * @param connection the number of the connection at its proxy
 * @param offset the number of bytes that were written to this stream of the connection before
 * @param length the number of bytes
 * @param bytes the first bytes, at most {@link Interception#KEPT_BYTES}; read-only
 * @param nanos the {@link System#nanoTime()} after the write
 */
public record ForwardedBytes(long connection, long offset, int length, ByteBuffer bytes, long nanos) {}
