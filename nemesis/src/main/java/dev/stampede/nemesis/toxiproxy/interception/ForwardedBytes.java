package dev.stampede.nemesis.toxiproxy.interception;

import java.nio.ByteBuffer;

/**
 * Bytes that went out to the receiver's socket, in one write.
 *
 * @param connection number of the connection at its proxy
 * @param offset how many bytes of this stream of the connection went out before
 * @param length how many these are
 * @param bytes the first of them, at most {@link Interception#KEPT_BYTES}; read-only
 * @param nanos {@link System#nanoTime()} when the write had succeeded
 */
public record ForwardedBytes(long connection, long offset, int length, ByteBuffer bytes, long nanos) {}
