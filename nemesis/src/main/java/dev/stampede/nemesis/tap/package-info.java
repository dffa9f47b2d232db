/**
 * The tap, which decodes ZooKeeper's client protocol on the links of the embedded Toxiproxy server, and lets listeners
 * decide about each frame before it is forwarded. It changes no byte itself.
 *
 * <p>A frame is a length of 4 bytes and Jute records of that length. {@link dev.stampede.nemesis.tap.ClientTap} is
 * installed on both streams of a proxy. It splits each stream into frames ({@code FrameSplitter}), decodes them ({@code
 * FrameParser}), correlates the two streams of a connection ({@code ConnectionState}: a reply does not name its
 * request, so its body can only be decoded if the request is known), and passes each frame to its listeners.
 *
 * <p>Its memory is bounded: it keeps {@value dev.stampede.nemesis.tap.KeptFrame#WHOLE} bytes of a frame at most, and of
 * a longer one the first {@value dev.stampede.nemesis.tap.KeptFrame#HEAD} and the last
 * {@value dev.stampede.nemesis.tap.KeptFrame#TAIL} bytes; these hold everything except data, lists of children and the
 * middle of a multi. It keeps {@value dev.stampede.nemesis.tap.ConnectionState#PENDING} unanswered requests of a
 * connection.
 *
 * <p>Bytes that are not the client protocol (four-letter words, TLS, garbage) are forwarded undecoded, and the
 * listeners are notified.
 *
 * <p>Sources: {@code ClientCnxn}, {@code ClientCnxnSocket}, {@code NIOServerCnxn} and {@code zookeeper.jute} of 3.4.14
 * to 3.9.5.
 */
@NullMarked
package dev.stampede.nemesis.tap;

import org.jspecify.annotations.NullMarked;
