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
 * The behaviour of a proxy without toxics, from the point of view of TCP peers on both sides. Where the servers differ
 * on purpose, the test uses {@link ServerUnderTest#isReal()}.
 */
abstract class ProxyConformance extends ConformanceFixture {
    @ParameterizedTest
    @EnumSource
    void proxy_without_toxics_forwards_bytes_and_end(ToxicDirection stream) throws IOException {
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
            // The real server closes both sides at the first end of stream.
            assertThat(pair.sender().receiveAll().text()).isEmpty();
            return;
        }
        pair.receiver().send("answer").finish();
        assertThat(pair.sender().receiveAll()).hasToString("\"answer\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void large_transfer_arrives_completely_and_in_order(ToxicDirection stream) throws IOException {
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
        assertThatThrownBy(() -> Peer.connect(address)).isInstanceOf(ConnectException.class);
        proxy().enable();
        assertThat(proxy().getListen()).isEqualTo(address);
        Pair next = connect(UPSTREAM);
        next.sender().send("again");
        assertThat(next.receiver().receive(5)).isEqualTo("again");
    }

    @Test
    void change_of_the_upstream_closes_connections_and_redirects_new_ones() throws IOException {
        Pair old = connect(UPSTREAM);
        try (Peer.Acceptor other = new Peer.Acceptor()) {
            proxy().setUpstream(other.address());
            assertThat(old.sender().receiveAll()).hasToString("\"\" FIN");
            callers().connect(proxy().getListen()).send("hello");
            assertThat(other.accept().receive(5)).isEqualTo("hello");
        }
    }

    @Test
    void reset_enables_the_proxy_and_removes_all_toxics() throws IOException {
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
    void upstream_that_never_listens_ends_the_client_with_fin_or_with_rst_if_it_sent_bytes() throws IOException {
        String address = proxy().getListen();
        upstream().close();
        Peer silent = callers().connect(address);
        Peer speaking = callers().connect(address).send("hello?");
        assertThat(silent.receiveAll()).hasToString("\"\" FIN");
        // The real server gives up immediately, so the bytes may or may not arrive before it closes the connection.
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
