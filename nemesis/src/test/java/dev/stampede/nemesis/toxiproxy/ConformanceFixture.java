package dev.stampede.nemesis.toxiproxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A server with one proxy to an upstream that listens in the test. Subclasses choose the embedded or the real server.
 */
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

    /** The two ends of a connection through the proxy: the sender and the receiver of one stream. */
    record Pair(Peer sender, Peer receiver) {}

    Pair connect(ToxicDirection stream) throws IOException {
        Peer client = callers.connect(proxy.getListen());
        Peer accepted = upstream.accept();
        return stream == UPSTREAM ? new Pair(client, accepted) : new Pair(accepted, client);
    }

    /**
     * A connection that the proxy has completed. The upstream may accept the connection before the proxy completes it.
     */
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
     * Asserts that the action takes the time that a toxic's settings imply: not less, except for timer resolution, and
     * not more, except for stalls of the machine.
     */
    static void assertTakes(long settingMillis, IoAction action) throws IOException {
        assertThat(millis(action)).isBetween(settingMillis - TIMER_GRAIN_MILLIS, settingMillis + STALL_MILLIS);
    }

    interface IoAction {
        void run() throws IOException;
    }
}
