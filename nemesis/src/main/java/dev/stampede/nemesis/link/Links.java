package dev.stampede.nemesis.link;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * The links of an ensemble.
 *
 * <p>Safe to use from several threads. Cuts are counted: a direction that was cut twice is open again when it was mended
 * twice, so that faults may overlap.
 */
public interface Links {

    /**
     * Makes the links of a client to every member, or returns those that it has.
     *
     * @return the connect string ({@code host:port,host:port}, a member an entry in the order of their numbers) that
     *     the client is to use
     */
    String open(EndPoint.Client client);

    /** Takes the links of a client away. Idempotent. */
    void close(EndPoint.Client client);

    /** The member that a client which is connected to this address ({@code host:port}) is connected to. */
    Optional<Integer> memberAt(String address);

    /**
     * Drops what is sent in these directions, on connections that exist and on new ones, until they are mended. Connects
     * are still accepted: a partition of data, not of packets. Nothing is cut if one of them cannot be.
     *
     * @throws LinkException if the proxies do not answer, or there is no such link
     */
    void cut(Collection<LinkDirection> directions);

    /** Ends a cut; connections that lost data meanwhile are closed. */
    void mend(Collection<LinkDirection> directions);

    /**
     * Sends something of its own through the same proxies in this direction and says whether it arrived.
     *
     * @param atMost how long to wait for it before it counts as lost
     */
    Probe probe(LinkDirection direction, Duration atMost);

    /**
     * What a probe came to.
     *
     * @param evidence for people, such as {@code no byte of "srvr" came back through 127.0.11.2:2181 in 300 ms}
     */
    record Probe(boolean arrived, String evidence) {}
}
