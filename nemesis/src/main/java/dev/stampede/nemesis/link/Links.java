package dev.stampede.nemesis.link;

import dev.stampede.nemesis.tap.TapListener;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The links of an ensemble.
 *
 * <p>Safe to use from several threads. Cuts are counted, so that faults may overlap: a direction that was cut twice
 * opens after it was restored twice.
 */
public interface Links {

    /**
     * Creates the links of a client to every member. If they exist, only returns them.
     *
     * @return the connect string for the client ({@code host:port,host:port}, one entry per member in the order of
     *     their numbers)
     */
    String open(EndPoint.Client client);

    /** Removes the links of a client. Idempotent. */
    void close(EndPoint.Client client);

    /** The member to which the link with this client-side address ({@code host:port}) leads. */
    Optional<Integer> memberAt(String address);

    /**
     * Drops all data in these directions, on present and on new connections, until they are restored. Connections are
     * still accepted: this is a partition of data, not of packets. If one direction cannot be cut, none is.
     *
     * @throws LinkException if the proxies do not answer, or there is no such link
     */
    void cut(Collection<LinkDirection> directions);

    /** Ends a cut. Connections that lost data are closed. */
    void restore(Collection<LinkDirection> directions);

    /**
     * Sends a probe through the same proxies in this direction and returns whether it arrived.
     *
     * @param atMost how long to wait before the probe counts as lost
     */
    Probe probe(LinkDirection direction, Duration atMost);

    /** The streams of a link that can be tapped. */
    enum Channel {
        /** Between the clients and the members' client ports. */
        CLIENT
    }

    /** Why a channel is not tapped, for people; empty if it is. */
    default Optional<String> whyNotTapped(Channel channel) {
        return Optional.of("these links have no tap");
    }

    /**
     * Adds a listener to all links of a channel, present and future. Add it before the first connection that it must
     * see. Several listeners may be added; they are asked in this order.
     *
     * @return ends the listening, and names what failed meanwhile
     * @throws LinkException if the channel is not tapped
     */
    default TapHandle tap(Channel channel, TapListener listener) {
        throw new LinkException(whyNotTapped(channel).orElse("these links have no tap"));
    }

    /** The listening of a {@link TapListener}. */
    interface TapHandle extends AutoCloseable {
        /** What failed in the taps so far, for people. A failed tap forwards its stream undecoded. */
        List<String> failures();

        /** Ends the listening. Idempotent. */
        @Override
        void close();
    }

    /**
     * The result of a probe.
     *
     * @param evidence for people, such as {@code no byte of "srvr" came back through 127.0.11.2:2181 in 300 ms}
     */
    record Probe(boolean arrived, String evidence) {}
}
