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
     * Creates the links of a client to every member, if they do not exist.
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
     * still accepted: this is a partition of data, not of packets. If one direction cannot be cut, no direction is cut.
     *
     * @throws LinkException if the proxies do not answer, or there is no such link
     */
    void cut(Collection<LinkDirection> directions);

    /** Ends a cut. Connections that lost data are closed. */
    void restore(Collection<LinkDirection> directions);

    /**
     * Sends a probe through the same proxies in this direction and returns whether it arrived.
     *
     * @param atMost the time after which the probe counts as lost
     */
    Probe probe(LinkDirection direction, Duration atMost);

    /** The streams of a link that can be tapped. */
    enum Channel {
        /** Between the clients and the members' client ports. */
        CLIENT
    }

    /** Why a channel is not tapped, for people; empty if it is tapped. */
    default Optional<String> whyNotTapped(Channel channel) {
        return Optional.of("these links have no tap");
    }

    /**
     * Adds a listener to all links of a channel, present and future. Add the listener before the first connection that
     * it must observe. Several listeners may be added; they decide in the order in which they were added.
     *
     * @return a handle that removes the listener and names the failures of the taps
     * @throws LinkException if the channel is not tapped
     */
    default TapHandle tap(Channel channel, TapListener listener) {
        throw new LinkException(whyNotTapped(channel).orElse("these links have no tap"));
    }

    /** A {@link TapListener} that was added to the links. */
    interface TapHandle extends AutoCloseable {
        /** What failed in the taps so far, for people. A failed tap forwards its stream undecoded. */
        List<String> failures();

        /** Removes the listener. Idempotent. */
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
