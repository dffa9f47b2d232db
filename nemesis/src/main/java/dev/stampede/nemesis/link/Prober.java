package dev.stampede.nemesis.link;

import dev.stampede.nemesis.link.Links.Probe;
import java.time.Duration;
import java.util.List;

/** Finds out whether bytes pass in a direction. Called from several threads. */
interface Prober {

    /** Between a client and a member; {@code stream} is the one that carries the direction. */
    Probe ask(LinkDirection direction, ProxyStream stream, Duration atMost);

    /**
     * Between two members.
     *
     * @param streams all that carry the direction
     * @param knock what we dial to send bytes of our own that way
     */
    Probe observe(LinkDirection direction, List<ProxyStream> streams, ProxyRoute knock, Duration atMost);
}
