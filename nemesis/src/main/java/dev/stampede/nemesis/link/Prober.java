package dev.stampede.nemesis.link;

import dev.stampede.nemesis.link.Links.Probe;
import java.time.Duration;
import java.util.List;

/** Determines whether bytes pass in a direction. Called from several threads. */
interface Prober {

    /** Probes a link between a client and a member. */
    Probe probeClientLink(LinkDirection direction, ProxyStream stream, Duration atMost);

    /**
     * Probes a link between two members.
     *
     * @param streams all streams that carry the direction
     * @param probe the proxy to which the harness sends a probe in this direction
     */
    Probe probeMemberLink(LinkDirection direction, List<ProxyStream> streams, ProxyRoute probe, Duration atMost);
}
