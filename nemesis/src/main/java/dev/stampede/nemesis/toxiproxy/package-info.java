/**
 * The embedded Toxiproxy: a server that speaks the HTTP API of Shopify's Toxiproxy 2.12 and does to TCP connections what
 * the real one does, measured against it by one class of tests that runs against either. Begin at {@link
 * dev.stampede.nemesis.toxiproxy.ToxiproxyServer}.
 *
 * <h2>How bytes go through</h2>
 *
 * <pre>
 * source -> [pass] -> [toxic 1] -> ... -> [toxic n] -> gate (interceptor) -> sink
 * </pre>
 *
 * <p>A connection is two sockets and two such flows, all on one event loop, so nothing in them is locked. A stage owns
 * the queue before it and takes a byte only when the next queue has room; the source is read only when the first queue
 * has room. So every direction holds at most 64 KiB before each toxic, before the gate and in the gate's socket, and
 * 8 MiB before a latency; then the sender stalls. Because a byte stays in its queue until it moves on, a toxic is taken
 * away by handing its queue to the next stage: nothing is lost, doubled or overtaken.
 *
 * <p>The API has a thread of its own. A change returns when it is in force on every connection.
 *
 * <h2>What differs from the real server, and why it is better so</h2>
 *
 * <ul>
 *   <li><b>Dial retry.</b> An accepted connection is held and its upstream dialled again while it refuses, for a second
 *       by default. The real one closes it, which costs ZooKeeper a round of election when a follower dials its leader a
 *       moment too early. Meanwhile no more is read than the first queue holds; a client that leaves ends the dial. A
 *       connection that the upstream takes and resets is not dialled again.
 *   <li><b>Each stream ends by its own end.</b> The real one closes both sockets at the first end of stream, so a peer
 *       that has said all hears no answer, and what a dead peer had sent is lost with the first failed write to it. Here
 *       a write that fails ends nothing: what comes for a dead receiver is drained and dropped until its sender ends,
 *       and what the dead peer had sent is delivered, then the end. A reset counts as an end of stream.
 *   <li><b>Taking toxics away never waits and never leaves a zombie.</b> {@code slow_close} lets a held end pass,
 *       {@code bandwidth} and {@code latency} deliver what they held even if the sender has left; the real one loses the
 *       end, or sits out 5 s a connection.
 *   <li><b>Toxicity is drawn once per connection</b>, when the toxic comes or changes, and from the seed. The real one
 *       draws again when a neighbour in the chain changes.
 *   <li><b>Changed attributes</b> apply to the chunk that is under way, too; the real one lets it pass at once.
 *   <li><b>Metrics</b> are always on and count at once; the real one counts a connection when it has ended.
 *   <li><b>Smaller ones</b>: binding is retried while the port is taken; no host means loopback, not all interfaces; a
 *       {@code slicer} with an average of 0 slices at 1 instead of overflowing the stack; the texts behind {@code bad
 *       request body:} are Jackson's; the version says {@code embedded}.
 * </ul>
 *
 * <p>A cut made of toxics drops data, not packets: connects are still accepted and dialled, ends of streams pass.
 *
 * <p>Does not live here: which proxies there are and what they mean ({@code dev.stampede.nemesis.link}), and which
 * faults are made of them ({@code dev.stampede.nemesis.fault}).
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy;

import org.jspecify.annotations.NullMarked;
