package dev.stampede.nemesis.toxiproxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What TCP peers on both sides of a proxy see of the proxy itself, whichever server it is; where the embedded one does
 * better on purpose, the test says so by {@link ServerUnderTest#isReal()}.
 */
abstract class ProxyConformance extends ConformanceFixture {
    @ParameterizedTest
    @EnumSource
    void no_toxic_passes_bytes_both_ways_and_the_end(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        pair.sender().send("question");
        assertThat(pair.receiver().receive(8)).isEqualTo("question");
        pair.receiver().send("answer");
        assertThat(pair.sender().receive(6)).isEqualTo("answer");
        pair.sender().close();
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void half_closed_sender_still_receives_the_answer(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        pair.sender().send("question").finish();
        assertThat(pair.receiver().receiveAll()).hasToString("\"question\" FIN");
        if (server().isReal()) {
            // It closes both sides at the first end of stream.
            assertThat(pair.sender().receiveAll().text()).isEmpty();
            return;
        }
        pair.receiver().send("answer").finish();
        assertThat(pair.sender().receiveAll()).hasToString("\"answer\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void large_transfer_arrives_whole_and_in_order(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        String megabytes = "0123456789abcdef".repeat(256 << 10);
        Thread writer = new Thread(() -> {
            try {
                pair.sender().send(megabytes).finish();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        assertThat(pair.receiver().receiveAll().text().equals(megabytes)).isTrue();
    }

    @Test
    void disabled_proxy_ends_both_sides_and_refuses_until_it_is_enabled_at_the_same_address() throws IOException {
        Pair pair = connect(UPSTREAM);
        String address = proxy().getListen();
        proxy().disable();
        assertThat(proxy().isEnabled()).isFalse();
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
        assertThat(pair.sender().receiveAll()).hasToString("\"\" FIN");
        assertThatThrownBy(() -> Peer.dial(address)).isInstanceOf(ConnectException.class);
        proxy().enable();
        assertThat(proxy().getListen()).isEqualTo(address);
        Pair next = connect(UPSTREAM);
        next.sender().send("again");
        assertThat(next.receiver().receive(5)).isEqualTo("again");
    }

    @Test
    void new_upstream_closes_connections_and_takes_new_ones_there() throws IOException {
        Pair old = connect(UPSTREAM);
        try (Peer.Acceptor other = new Peer.Acceptor()) {
            proxy().setUpstream(other.address());
            assertThat(old.sender().receiveAll()).hasToString("\"\" FIN");
            callers().dial(proxy().getListen()).send("hello");
            assertThat(other.accept().receive(5)).isEqualTo("hello");
        }
    }

    @Test
    void reset_enables_and_takes_all_toxics_away() throws IOException {
        proxy().toxics().latency("l", UPSTREAM, HOUR_MILLIS);
        proxy().toxics().bandwidth("b", DOWNSTREAM, 0);
        proxy().disable();
        server().client().reset();
        assertThat(proxy().toxics().getAll()).isEmpty();
        Pair pair = connect(UPSTREAM);
        pair.sender().send("x");
        assertThat(pair.receiver().receive(1)).isEqualTo("x");
    }

    @Test
    void upstream_that_never_listens_ends_the_client_with_fin_or_with_rst_if_it_spoke() throws IOException {
        String address = proxy().getListen();
        upstream().close();
        Peer silent = callers().dial(address);
        Peer speaking = callers().dial(address).send("hello?");
        assertThat(silent.receiveAll()).hasToString("\"\" FIN");
        // The real one gives up at once: whether the bytes are there by then is a matter of luck.
        assertThat(speaking.receiveAll().ending()).isIn("RST", server().isReal() ? "FIN" : "RST");
    }

    @Test
    void sender_stalls_when_the_receiver_does_not_read() throws IOException {
        Pair pair = connect(UPSTREAM);
        pair.receiver().socket().setReceiveBufferSize(64 << 10);
        long sent = BackPressure.fill(pair.sender().socket(), 256 << 20);
        // Kernel buffers of four sockets, a few MiB each at most, and those of the proxy.
        assertThat(sent).isLessThan(64 << 20);
        assertThat(BackPressure.drain(pair.receiver().socket(), sent)).isEqualTo(sent);
    }
}
