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
 * <table>
 * <caption>Compared with 2.12.0 by {@code ToxiproxyConformance} and {@code PairsOfToxicsIT}</caption>
 * <tr><th>what<th>the real one<th>this one, and why
 * <tr><td><b>Dial retry</b>
 *     <td>closes an accepted connection when its upstream refuses
 *     <td>holds it and dials again, for a second by default: closing costs ZooKeeper a round of election when a follower
 *         dials its leader a moment too early. Meanwhile no more is read than the first queue holds; a client that leaves
 *         ends the dial. A connection that the upstream takes and resets is not dialled again.
 * <tr><td><b>Ends of streams</b>
 *     <td>closes both sockets at the first end, so a peer that has said all hears no answer; what a dead peer had sent is
 *         lost with the first failed write to it
 *     <td>each stream ends by its own end, as TCP has it. A write that fails ends nothing: what comes for a dead receiver is
 *         drained and dropped until its sender ends, and what the dead peer had sent is delivered, then the end. A reset
 *         counts as an end of stream.
 * <tr><td><b>Taking away</b> a toxic whose bytes the next one holds
 *     <td>waits 5 s for each chunk, then drops it; the call may time out (503 after 25 s)
 *     <td>hands on what it held, at once and in order: a heal must neither lose bytes nor take longer than it says
 * <tr><td>Taking away several, after the sender has left
 *     <td>loses count after the first: the next removal does nothing, and the end is never let go (a zombie)
 *     <td>lets all pass
 * <tr><td>Taking away a {@code reset_peer} that waits for its timeout
 *     <td>answers when the timeout is over
 *     <td>ends the connection at once
 * <tr><td><b>Adding</b> a toxic behind one that holds bytes, or changing its attributes
 *     <td>lets the chunk under way slip at once, past both
 *     <td>the chunk is subject to both, as they are from then on: a cut must not leak what an earlier one held
 * <tr><td>{@code bandwidth} of 0
 *     <td>sends an empty chunk each 100 ms, which trips a {@code reset_peer} behind it and winds up a {@code timeout}
 *     <td>sends nothing
 * <tr><td><b>Toxicity</b>
 *     <td>drawn for each connection, and again when a neighbour in the chain changes; at random
 *     <td>drawn once for each connection, when the toxic comes or changes; from the seed, so that a run can be replayed
 * <tr><td><b>Metrics</b>
 *     <td>on request; a connection counts when it has ended
 *     <td>always, at once: they prove that a cut drops bytes while it does
 * <tr><td>A port that is taken
 *     <td>an error
 *     <td>tried again for a second: the last connection may still be going
 * <tr><td>No host in {@code listen}
 *     <td>all interfaces
 *     <td>loopback: nothing here is for others
 * <tr><td>{@code listen} that is no address, of a proxy that is made disabled
 *     <td>found out when it is enabled
 *     <td>refused
 * <tr><td>{@code slicer} with an average of 0
 *     <td>overflows its stack
 *     <td>slices of a byte
 * <tr><td>Texts
 *     <td>has a field {@code Logger} in each proxy, which means nothing
 *     <td>has not; behind {@code bad request body:} the words are Jackson's; the version says {@code embedded}
 * </table>
 *
 * <p>A cut made of toxics drops data, not packets: connects are still accepted and dialled, ends of streams pass.
 *
 * <p>Does not live here: which proxies there are and what they mean ({@code dev.stampede.nemesis.link}), and which
 * faults are made of them ({@code dev.stampede.nemesis.fault}).
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy;

import org.jspecify.annotations.NullMarked;
