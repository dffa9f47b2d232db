/**
 * The tap: it decodes ZooKeeper's client protocol on the links of the embedded Toxiproxy server, without a change of a
 * byte, and lets listeners act on a frame before it is forwarded.
 *
 * <p>A frame is a length of 4 bytes and so many bytes of Jute records. {@link dev.stampede.nemesis.tap.ClientTap} is
 * installed on both streams of a proxy. It splits each stream into frames ({@code FrameSplitter}), decodes them
 * ({@code FrameParser}), correlates the two streams of a connection ({@code ConnectionState}: a reply does not name
 * its request, so its body can only be decoded with the request at hand), and shows each frame to its listeners.
 *
 * <p>Its memory is bounded: it keeps {@value dev.stampede.nemesis.tap.KeptFrame#WHOLE} bytes of a frame at most, and of
 * a longer one the first {@value dev.stampede.nemesis.tap.KeptFrame#HEAD} and the last
 * {@value dev.stampede.nemesis.tap.KeptFrame#TAIL} bytes; these hold everything except data, lists of children and the
 * middle of a multi. It keeps {@value dev.stampede.nemesis.tap.ConnectionState#PENDING} unanswered requests of a
 * connection.
 *
 * <p>What is not the client protocol (four-letter words, TLS, garbage) is forwarded and not decoded; the tap counts
 * it.
 *
 * <p>Sources: {@code ClientCnxn}, {@code ClientCnxnSocket}, {@code NIOServerCnxn} and {@code zookeeper.jute} of 3.4.14
 * to 3.9.5.
 */
@NullMarked
package dev.stampede.nemesis.tap;

import org.jspecify.annotations.NullMarked;
