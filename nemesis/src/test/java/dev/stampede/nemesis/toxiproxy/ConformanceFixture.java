package dev.stampede.nemesis.toxiproxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server, whichever it is, with one proxy to an upstream that listens in the test. A subclass names the server. */
abstract class ConformanceFixture {
    static final long HOUR_MILLIS = 3_600_000;
    private static final long TIMER_GRAIN_MILLIS = 10;
    private static final long STALL_MILLIS = 5_000;

    private ServerUnderTest server;
    private final Peer.Callers callers = new Peer.Callers();
    private Peer.Acceptor upstream;
    private Proxy proxy;

    abstract ServerUnderTest start();

    @BeforeEach
    void proxy_to_a_listening_upstream() throws IOException {
        server = start();
        upstream = new Peer.Acceptor();
        proxy = server.proxyTo("p", upstream.address());
    }

    @AfterEach
    void close_all() throws IOException {
        callers.close();
        upstream.close();
        server.close();
    }

    ServerUnderTest server() {
        return server;
    }

    Peer.Acceptor upstream() {
        return upstream;
    }

    Peer.Callers callers() {
        return callers;
    }

    Proxy proxy() {
        return proxy;
    }

    /** A connection through the proxy, seen along one stream of it. */
    record Pair(Peer sender, Peer receiver) {}

    Pair connect(ToxicDirection stream) throws IOException {
        Peer client = callers.dial(proxy.getListen());
        Peer accepted = upstream.accept();
        return stream == UPSTREAM ? new Pair(client, accepted) : new Pair(accepted, client);
    }

    /** One that the proxy, too, knows to be there: the upstream has accepted before the proxy hears of it. */
    Pair established(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        pair.sender().send("!");
        assertThat(pair.receiver().receive(1)).isEqualTo("!");
        return pair;
    }

    static long millis(IoAction action) throws IOException {
        long begin = System.nanoTime();
        action.run();
        return (System.nanoTime() - begin) / 1_000_000;
    }

    /**
     * Whether it takes as long as the settings of a toxic say: never less, but for the grain of timers, and more only by as
     * much as a machine may stall.
     */
    static void assertTakes(long settingMillis, IoAction action) throws IOException {
        assertThat(millis(action)).isBetween(settingMillis - TIMER_GRAIN_MILLIS, settingMillis + STALL_MILLIS);
    }

    interface IoAction {
        void run() throws IOException;
    }
}
