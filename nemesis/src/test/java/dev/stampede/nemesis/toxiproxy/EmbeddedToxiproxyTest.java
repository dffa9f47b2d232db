package dev.stampede.nemesis.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.interception.StreamAction;
import dev.stampede.nemesis.toxiproxy.interception.StreamHold;
import dev.stampede.nemesis.toxiproxy.pipeline.HostPort;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests the behaviour of the embedded server that differs from that of the real server. */
@Isolated("it looks at the threads of all servers of this JVM")
class EmbeddedToxiproxyTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private ToxiproxyServer server;
    private ToxiproxyClient client;
    private final Peer.Callers callers = new Peer.Callers();
    private Peer.Acceptor upstream;
    private Proxy proxy;

    @BeforeEach
    void proxy_to_a_listening_upstream() throws IOException {
        server = ToxiproxyServer.start("127.0.0.1", 0);
        client = new ToxiproxyClient(server.host(), server.port());
        upstream = new Peer.Acceptor();
        proxy = client.createProxy("p", "127.0.0.1:0", upstream.address());
    }

    @AfterEach
    void close_all() throws IOException {
        callers.close();
        upstream.close();
        server.close();
    }

    private Peer connect() throws IOException {
        return callers.connect(proxy.getListen());
    }

    private int portOfUpstream() {
        return HostPort.parse(upstream.address()).port();
    }

    private String metrics() throws IOException, InterruptedException {
        URI uri = URI.create("http://" + server.host() + ":" + server.port() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void upstream_that_listens_late_receives_the_connection_and_its_bytes() throws IOException {
        int port = portOfUpstream();
        upstream.close();
        server.dialFor("p", Duration.ofSeconds(8));
        Peer early = connect().send("hello");
        assertThat(early.receiveBriefly()).hasToString("\"\" SILENCE");
        upstream = new Peer.Acceptor(port);
        Peer member = upstream.accept();
        assertThat(member.receive(5)).isEqualTo("hello");
        member.send("at last");
        assertThat(early.receive(7)).isEqualTo("at last");
    }

    @Test
    void patience_of_zero_closes_at_the_first_refusal() throws IOException {
        upstream.close();
        server.dialFor("p", Duration.ZERO);
        Peer early = connect();
        assertThat(ConformanceFixture.millis(
                        () -> assertThat(early.receiveAll()).hasToString("\"\" FIN")))
                .isLessThan(700);
    }

    @Test
    void held_client_that_closes_ends_the_connection_attempts() throws IOException {
        int port = portOfUpstream();
        upstream.close();
        server.dialFor("p", Duration.ofSeconds(8));
        Peer early = connect();
        early.finish();
        assertThat(early.receiveAll()).hasToString("\"\" FIN");
        Peer killed = connect().send("x");
        await().atMost(SOON).until(() -> server.connections("p") == 1);
        killed.reset();
        await().atMost(SOON).until(() -> server.connections("p") == 0);
        Peer alive = connect().send("third");
        upstream = new Peer.Acceptor(port);
        assertThat(upstream.accept().receive(5)).isEqualTo("third");
        alive.close();
    }

    @Test
    void toxic_added_while_a_connection_is_held_acts_on_earlier_bytes() throws IOException {
        int port = portOfUpstream();
        upstream.close();
        server.dialFor("p", Duration.ofSeconds(8));
        Peer early = connect().send("hello");
        assertThat(early.receiveBriefly()).hasToString("\"\" SILENCE");
        proxy.toxics().timeout("cut", ToxicDirection.UPSTREAM, 0);
        upstream = new Peer.Acceptor(port);
        assertThat(upstream.accept().receiveBriefly()).hasToString("\"\" SILENCE");
    }

    @Test
    void held_client_cannot_send_without_bound() throws IOException {
        upstream.close();
        server.dialFor("p", Duration.ofSeconds(8));
        assertThat(BackPressure.fill(connect().socket(), 256 << 20)).isLessThan(32 << 20);
    }

    @Test
    void disabling_the_proxy_ends_a_held_connection() throws IOException {
        upstream.close();
        server.dialFor("p", Duration.ofSeconds(8));
        Peer early = connect();
        assertThat(early.receiveBriefly()).hasToString("\"\" SILENCE");
        proxy.disable();
        assertThat(early.receiveAll()).hasToString("\"\" FIN");
    }

    @Test
    void bytes_from_a_dead_receiver_are_not_lost() throws IOException {
        Peer member = connectedMember();
        proxy.toxics().latency("l", ToxicDirection.DOWNSTREAM, 400);
        member.send("last words");
        member.reset();
        // These writes reach a dead peer while its last bytes are in transit.
        talker.send("are you there?").send("hello?");
        assertThat(talker.receiveAll()).hasToString("\"last words\" FIN");
    }

    @Test
    void reset_of_the_sender_is_an_end_of_stream_after_its_bytes() throws IOException {
        Peer member = connectedMember();
        talker.send("last words");
        assertThat(member.receive(5)).isEqualTo("last ");
        talker.reset();
        assertThat(member.receiveAll()).hasToString("\"words\" FIN");
    }

    private Peer talker;

    private Peer connectedMember() throws IOException {
        talker = connect();
        Peer member = upstream.accept();
        // Before the proxy has completed the connection, a reset would look like a refused connection.
        member.send("!");
        assertThat(talker.receive(1)).isEqualTo("!");
        return member;
    }

    @Test
    void sender_to_a_dead_receiver_is_drained_until_it_ends() throws Exception {
        Peer member = connectedMember();
        member.reset();
        assertThat(talker.receiveAll()).hasToString("\"\" FIN");
        String megabyte = "x".repeat(1 << 20);
        for (int i = 0; i < 16; i++) {
            talker.send(megabyte);
        }
        talker.close();
        await().atMost(SOON).until(() -> received("upstream") == 16L << 20);
        await().atMost(SOON).until(() -> server.connections("p") == 0);
        assertThat(sent("upstream")).isLessThan(16L << 20);
    }

    private long received(String stream) throws IOException, InterruptedException {
        return counter("received", stream);
    }

    private long sent(String stream) throws IOException, InterruptedException {
        return counter("sent", stream);
    }

    private long counter(String what, String stream) throws IOException, InterruptedException {
        String labels = "toxiproxy_proxy_%s_bytes_total{direction=\"%s\",listener=\"%s\",proxy=\"p\",upstream=\"%s\"} "
                .formatted(what, stream, proxy.getListen(), upstream.address());
        return metrics()
                .lines()
                .filter(line -> line.startsWith(labels))
                .mapToLong(line -> Long.parseLong(line.substring(labels.length())))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void metrics_distinguish_dropped_and_forwarded_bytes_of_an_open_connection() throws Exception {
        Peer member = connectedMember();
        talker.send("heard");
        assertThat(member.receive(5)).isEqualTo("heard");
        proxy.toxics().timeout("cut", ToxicDirection.UPSTREAM, 0);
        talker.send("unheard");
        await().atMost(SOON).until(() -> received("upstream") == 12);
        assertThat(sent("upstream")).isEqualTo(5);
        assertThat(sent("downstream")).isEqualTo(1);
        assertThat(metrics())
                .contains("# HELP toxiproxy_proxy_received_bytes_total \n# TYPE toxiproxy_proxy_received_bytes_total"
                        + " counter");
    }

    @Test
    void toxics_removed_one_by_one_after_the_sender_closed_release_bytes_and_end() throws IOException {
        Toxic bandwidth = proxy.toxics().bandwidth("b", ToxicDirection.UPSTREAM, 0);
        Toxic slow = proxy.toxics().slowClose("s", ToxicDirection.UPSTREAM, ConformanceFixture.HOUR_MILLIS);
        Peer member = connectedMember();
        talker.send("bye").close();
        assertThat(member.receiveBriefly()).hasToString("\"\" SILENCE");
        bandwidth.remove();
        assertThat(member.receive(3)).isEqualTo("bye");
        assertThat(member.receiveBriefly()).hasToString("\"\" SILENCE");
        slow.remove();
        assertThat(member.receiveAll()).hasToString("\"\" FIN");
    }

    @Test
    void removal_of_a_toxic_before_one_that_holds_bytes_returns_immediately_and_loses_nothing() throws IOException {
        Toxic latency = proxy.toxics().latency("l", ToxicDirection.UPSTREAM, ConformanceFixture.HOUR_MILLIS);
        Toxic bandwidth = proxy.toxics().bandwidth("b", ToxicDirection.UPSTREAM, 0);
        Peer member = connectedMember();
        talker.send("one");
        assertThat(member.receiveBriefly()).hasToString("\"\" SILENCE");
        talker.send("two");
        latency.remove();
        assertThat(member.receiveBriefly()).hasToString("\"\" SILENCE");
        bandwidth.remove();
        assertThat(member.receive(6)).isEqualTo("onetwo");
    }

    @Test
    void reset_removes_bandwidth_zero_immediately_after_the_sender_closed() throws IOException {
        proxy.toxics().bandwidth("b", ToxicDirection.UPSTREAM, 0);
        Peer member = connectedMember();
        talker.send("held").close();
        assertThat(member.receiveBriefly()).hasToString("\"\" SILENCE");
        assertThat(ConformanceFixture.millis(client::reset)).isLessThan(1_000);
        assertThat(member.receiveAll()).hasToString("\"held\" FIN");
    }

    @Test
    void port_that_is_freed_soon_is_bound() throws Exception {
        proxy.disable();
        int port = HostPort.parse(proxy.getListen()).port();
        ServerSocket squatter = new ServerSocket();
        squatter.bind(HostPort.parse(proxy.getListen()).resolved());
        Thread enabling = new Thread(() -> {
            try {
                proxy.enable();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        enabling.start();
        await().pollDelay(Duration.ofMillis(100)).atMost(SOON).until(enabling::isAlive);
        squatter.close();
        enabling.join(SOON.toMillis());
        assertThat(proxy.getListen()).isEqualTo("127.0.0.1:" + port);
        assertThat(client.getProxy("p").isEnabled()).isTrue();
    }

    @Test
    void port_that_stays_in_use_is_an_error_with_the_text_of_the_real_server() {
        assertThatThrownBy(() -> client.createProxy("q", proxy.getListen(), upstream.address()))
                .hasMessage("[500] listen tcp " + proxy.getListen() + ": bind: address already in use");
    }

    @Test
    void close_releases_threads_and_sockets_within_one_second_even_with_held_bytes() throws Exception {
        Set<Thread> mine = toxiproxyThreads();
        assertThat(mine).isNotEmpty().allMatch(Thread::isDaemon);
        server.intercept(
                "p", StreamDirection.UPSTREAM, (c, from) -> bytes -> new StreamAction.Withhold(1, new StreamHold()));
        Peer member = connectedMember();
        talker.send("held");
        String address = proxy.getListen();
        assertThat(ConformanceFixture.millis(server::close)).isLessThan(1_000);
        server.close();
        // A Netty thread reports its termination shortly before it ends.
        await().atMost(Duration.ofMillis(200)).until(() -> mine.stream().noneMatch(Thread::isAlive));
        assertThatThrownBy(() -> Peer.connect(address)).isInstanceOf(ConnectException.class);
        assertThat(member.receiveAll().ending()).isEqualTo("FIN");
    }

    private static Set<Thread> toxiproxyThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("toxiproxy"))
                .collect(Collectors.toSet());
    }

    @Test
    void same_seed_affects_the_same_connections() throws IOException {
        assertThat(withToxic(7)).isEqualTo(withToxic(7)).isNotEqualTo(withToxic(8));
    }

    private List<String> withToxic(long seed) throws IOException {
        try (ToxiproxyServer seeded =
                ToxiproxyServer.start(ToxiproxyOptions.defaults().seeded(seed))) {
            Proxy target = new ToxiproxyClient(seeded.host(), seeded.port())
                    .createProxy("p", "127.0.0.1:0", upstream.address());
            target.toxics().timeout("t", ToxicDirection.UPSTREAM, 0).setToxicity(0.5f);
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Peer sender = Peer.connect(target.getListen()).send("x").finish();
                seen.add(upstream.accept().receiveAll().text());
                sender.close();
            }
            return seen;
        }
    }
}
