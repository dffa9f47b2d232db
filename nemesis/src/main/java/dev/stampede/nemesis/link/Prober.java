package dev.stampede.nemesis.link;

import dev.stampede.nemesis.link.Links.Probe;
import java.time.Duration;
import java.util.List;

/** Finds out whether bytes pass in a direction. Called from several threads. */
interface Prober {

    /** Between a client and a member. */
    Probe ask(LinkDirection direction, ProxyStream stream, Duration atMost);

    /**
     * Between two members.
     *
     * @param streams all that carry the direction
     * @param probe what the harness dials to send a probe in this direction
     */
    Probe observe(LinkDirection direction, List<ProxyStream> streams, ProxyRoute probe, Duration atMost);
}
