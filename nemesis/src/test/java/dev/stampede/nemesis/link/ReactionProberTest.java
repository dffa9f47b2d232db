package dev.stampede.nemesis.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.link.Links.Probe;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReactionProberTest {
    private static final Duration AT_MOST = Duration.ofSeconds(3);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final ProxyServer SERVER = new ProxyServer("127.0.0.1", 1, ProxyServer.Counters.AT_END);
    private static final LinkDirection MEMBERS = LinkDirection.between(1, 2);
    private static final LinkDirection CLIENT = new LinkDirection(new EndPoint.Client(0), new EndPoint.Member(1));

    private final ReactionProber prober = new ReactionProber();
    private ServerSocket far;

    @BeforeEach
    void listen() throws IOException {
        far = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        far.close();
    }

    private interface Behaviour {
        void of(Socket socket) throws IOException;
    }

    private void farEnd(Behaviour behaviour) {
        Thread thread = new Thread(() -> {
            try (Socket socket = far.accept()) {
                behaviour.of(socket);
            } catch (IOException ended) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private ProxyRoute route() {
        return new ProxyRoute("r", SERVER, "0.0.0.0:1", "127.0.0.1:1", "127.0.0.1:" + far.getLocalPort());
    }

    private Probe observe(Duration atMost) {
        return prober.probeMemberLink(MEMBERS, List.of(ProxyStream.up(route())), route(), atMost);
    }

    @Test
    void probe_arrives_if_the_far_end_closes_the_connection() {
        farEnd(socket -> socket.getInputStream().readNBytes(8));

        assertThat(observe(AT_MOST).arrived()).isTrue();
    }

    @Test
    void probe_without_a_reaction_does_not_arrive() {
        farEnd(socket -> socket.getInputStream().readAllBytes());

        Probe probe = observe(SHORT);

        assertThat(probe.arrived()).isFalse();
        assertThat(probe.evidence()).startsWith("1->2: nothing within 300 ms came back to a probe");
    }

    @Test
    void connection_that_is_closed_before_anything_is_sent_shows_that_the_upstream_does_not_listen() {
        farEnd(socket -> {});

        Probe probe = new ReactionProber(AT_MOST)
                .probeMemberLink(MEMBERS, List.of(ProxyStream.up(route())), route(), AT_MOST.multipliedBy(2));

        assertThat(probe.arrived()).isFalse();
        assertThat(probe.evidence()).contains("the upstream does not listen");
    }

    @Test
    void end_of_stream_after_a_probe_proves_the_forward_direction_but_not_the_reverse() {
        farEnd(socket -> socket.getInputStream().readNBytes(4));
        assertThat(prober.probeClientLink(CLIENT, ProxyStream.up(route()), AT_MOST)
                        .arrived())
                .isTrue();

        farEnd(socket -> socket.getInputStream().readNBytes(4));
        assertThat(prober.probeClientLink(CLIENT.reversed(), ProxyStream.down(route()), AT_MOST)
                        .arrived())
                .isFalse();
    }

    @Test
    void answer_to_a_probe_proves_both_directions() {
        for (ProxyStream stream : List.of(ProxyStream.up(route()), ProxyStream.down(route()))) {
            farEnd(socket -> {
                socket.getInputStream().readNBytes(4);
                OutputStream out = socket.getOutputStream();
                out.write("Mode: leader\n".getBytes(StandardCharsets.US_ASCII));
            });
            assertThat(prober.probeClientLink(CLIENT, stream, AT_MOST).arrived())
                    .isTrue();
        }
    }
}
