/**
 * The embedded Toxiproxy: a server with the HTTP API of Shopify's Toxiproxy 2.12 and the same effects on TCP
 * connections. One class of tests runs against both and compares them. Begin at {@link
 * dev.stampede.nemesis.toxiproxy.ToxiproxyServer}.
 *
 * <h2>How bytes are forwarded</h2>
 *
 * <pre>
 * source -> [noop] -> [toxic 1] -> ... -> [toxic n] -> output stage (interceptor) -> sink
 * </pre>
 *
 * <p>A connection has two sockets and two such pipelines, all on one event loop, so nothing in them needs a lock. A
 * stage owns the queue before it and takes a byte only when the next queue has room; the source is read only when the
 * first queue has room. So each direction holds at most 64 KiB before each toxic, before the output stage and in the
 * receiver's socket, and 8 MiB before a latency; then the sender stalls. Because a byte stays in its queue until it
 * moves to the next one, a toxic is removed by passing its queue to the next stage: nothing is lost, duplicated or
 * reordered.
 *
 * <p>The API has its own thread. A change returns when it is effective on every connection.
 *
 * <h2>What differs from the real server, and why</h2>
 *
 * <table>
 * <caption>Compared with 2.12.0 by {@code ToxiproxyConformance} and {@code PairsOfToxicsIT}</caption>
 * <tr><th>what<th>the real one<th>this one, and why
 * <tr><td><b>Dial retry</b>
 *     <td>closes an accepted connection when its upstream refuses
 * <td>holds it and dials again, for a second by default: closing costs ZooKeeper a round of election when a follower
 * dials its leader a moment too early. Meanwhile it reads no more than the first queue holds; a client that closes ends
 * the dialling. A connection that the upstream accepts and resets is not dialled again.
 * <tr><td><b>Ends of streams</b>
 * <td>closes both sockets at the first end, so a peer that has ended its stream gets no answer; what a dead peer has
 * sent is lost with the first failed write to it
 * <td>each stream ends independently, as in TCP. A failed write ends nothing: what is sent to a dead receiver is read
 * and dropped until its sender ends, and what the dead peer has sent is delivered, then the end. A reset counts as an
 * end of stream.
 * <tr><td><b>Removal</b> of a toxic whose bytes the next one holds
 *     <td>waits 5 s for each chunk, then drops it; the call may time out (503 after 25 s)
 * <td>forwards what it held, at once and in order: a heal must not lose bytes and must be complete when the call
 * returns
 * <tr><td>Removal of several toxics after the sender has closed
 *     <td>handles only the first: the next removal does nothing, and the end is never forwarded (a zombie)
 *     <td>forwards everything
 * <tr><td>Removal of a {@code reset_peer} that waits for its timeout
 *     <td>answers when the timeout is over
 *     <td>ends the connection at once
 * <tr><td><b>Adding</b> a toxic behind one that holds bytes, or changing its attributes
 *     <td>forwards the chunk in transit at once, without either toxic
 *     <td>both toxics act on the chunk as they are from then on: a cut must not leak what an earlier one held
 * <tr><td>{@code bandwidth} of 0
 *     <td>sends an empty chunk each 100 ms, which trips a {@code reset_peer} behind it and winds up a {@code timeout}
 *     <td>sends nothing
 * <tr><td><b>Toxicity</b>
 *     <td>drawn for each connection, and again when a neighbour in the chain changes; at random
 * <td>drawn once for each connection, when the toxic is added or changed; from the seed, so that a run can be replayed
 * <tr><td><b>Metrics</b>
 *     <td>on request; a connection counts when it has ended
 *     <td>always, at once: they prove that a cut drops bytes while it does
 * <tr><td>A port that is in use
 *     <td>an error
 *     <td>tried again for a second: the last connection may still be closing
 * <tr><td>No host in {@code listen}
 *     <td>all interfaces
 *     <td>loopback: no other machine needs access
 * <tr><td>{@code listen} that is no address, of a proxy that is created disabled
 *     <td>reported when it is enabled
 *     <td>refused
 * <tr><td>{@code slicer} with an average of 0
 *     <td>overflows its stack
 *     <td>slices of one byte
 * <tr><td>Texts
 *     <td>has a field {@code Logger} in each proxy, which has no meaning
 * <td>has no such field; the text behind {@code bad request body:} is Jackson's; the version contains {@code embedded}
 * </table>
 *
 * <p>A cut by toxics drops data, not packets: connections are still accepted and dialled, and ends of streams pass.
 *
 * <p>Does not live here: which proxies exist and what they mean ({@code dev.stampede.nemesis.link}), and the faults
 * that use them ({@code dev.stampede.nemesis.fault}).
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy;

import org.jspecify.annotations.NullMarked;
