/**
 * The embedded Toxiproxy: a server with the HTTP API of Shopify's Toxiproxy 2.12 and the same effects on TCP
 * connections. The same conformance tests run against both. The entry point is
 * {@link dev.stampede.nemesis.toxiproxy.ToxiproxyServer}.
 *
 * <h2>How bytes are forwarded</h2>
 *
 * <pre>
 * source -> [noop] -> [toxic 1] -> ... -> [toxic n] -> output stage (interceptor) -> sink
 * </pre>
 *
 * <p>A connection has two sockets and two such pipelines, all on one event loop, so they need no locks. A stage owns
 * the queue before it, and takes a byte only if the next queue has room. The source is read only if the first queue has
 * room. Therefore each direction holds at most 64 KiB before each toxic (8 MiB before a latency), before the output
 * stage and in the receiver's socket; then the sender stalls. A byte stays in its queue until it moves to the next one.
 * Therefore a toxic is removed by passing its queue to the next stage: nothing is lost, duplicated or reordered.
 *
 * <p>The API has its own thread. A change returns when it is effective on every connection.
 *
 * <h2>Differences from the real server</h2>
 *
 * <table>
 * <caption>Compared with 2.12.0 by {@code ToxiproxyConformance} and {@code PairsOfToxicsIT}</caption>
 * <tr><th>what<th>the real one<th>this one, and why
 * <tr><td><b>Dial retry</b>
 *     <td>closes an accepted connection if its upstream refuses
 *     <td>keeps it open and retries, for 1 s by default: a close would cost ZooKeeper a round of the election if a
 *     follower connects shortly before its leader listens. Meanwhile it reads at most as much as the first queue holds.
 *     The retries end when the client closes the connection. It does not retry a connection that the upstream accepts
 *     and then resets.
 * <tr><td><b>Ends of streams</b>
 *     <td>closes both sockets at the first end, so a peer that has ended its stream gets no answer; bytes from a
 *     dead peer are lost at the first failed write to it
 *     <td>each stream ends independently, as in TCP. A failed write ends nothing: bytes to a dead receiver are read
 *     and dropped until the sender ends its stream, and bytes from the dead peer are delivered, then the end. A
 *     reset counts as an end of stream.
 * <tr><td><b>Removal</b> of a toxic while the next toxic holds bytes
 *     <td>waits 5 s for each chunk, then drops it; the call may time out (503 after 25 s)
 *     <td>forwards the bytes immediately and in order: a heal must not lose bytes and must be complete when the
 *     call returns
 * <tr><td>Removal of several toxics after the sender has closed
 *     <td>handles only the first: the next removal does nothing, and the end is never forwarded (a zombie)
 *     <td>forwards everything
 * <tr><td>Removal of a {@code reset_peer} that waits for its timeout
 *     <td>answers when the timeout is over
 *     <td>ends the connection immediately
 * <tr><td><b>Adding</b> a toxic behind one that holds bytes, or changing its attributes
 *     <td>forwards the chunk in transit at once, without either toxic
 *     <td>both toxics act on the chunk with their new attributes: a cut must not forward bytes that an earlier
 *     toxic held
 * <tr><td>{@code bandwidth} of 0
 *     <td>sends an empty chunk each 100 ms, which triggers a {@code reset_peer} behind it and restarts a {@code
 *     timeout}
 *     <td>sends nothing
 * <tr><td><b>Toxicity</b>
 *     <td>drawn for each connection, and again when a neighbour in the chain changes; not reproducible
 *     <td>drawn once for each connection, when the toxic is added or changed; from the seed, so that a run can be
 *     replayed
 * <tr><td><b>Metrics</b>
 *     <td>optional; bytes of a connection count when it has ended
 *     <td>always on; bytes count immediately: they prove that a cut drops bytes while it is active
 * <tr><td>A port that is in use
 *     <td>an error
 *     <td>retried for 1 s: the last connection may still be closing
 * <tr><td>No host in {@code listen}
 *     <td>all interfaces
 *     <td>loopback: no other machine needs access
 * <tr><td>An invalid {@code listen} address of a proxy that is created disabled
 *     <td>reported when it is enabled
 *     <td>refused
 * <tr><td>{@code slicer} with an average of 0
 *     <td>overflows its stack
 *     <td>slices of one byte
 * <tr><td>Texts
 *     <td>has a field {@code Logger} in each proxy, which has no meaning
 *     <td>has no such field; the text behind {@code bad request body:} is Jackson's; the version contains {@code
 *     embedded}
 * </table>
 *
 * <p>A cut by toxics drops data, not packets: connections are still opened and accepted, and ends of streams pass.
 *
 * <p>{@code dev.stampede.nemesis.link} creates the proxies of an ensemble. {@code dev.stampede.nemesis.fault} contains
 * the faults that use them.
 */
@NullMarked
package dev.stampede.nemesis.toxiproxy;

import org.jspecify.annotations.NullMarked;
