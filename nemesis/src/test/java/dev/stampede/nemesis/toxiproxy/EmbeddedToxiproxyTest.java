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

/** What the embedded server does and the real one does not, or does worse. */
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

    private Peer dial() throws IOException {
        return callers.dial(proxy.getListen());
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
    void upstream_that_listens_late_gets_the_connection_and_what_was_said() throws IOException {
        int port = portOfUpstream();
        upstream.close();
        server.dialFor("p", Duration.ofSeconds(8));
        Peer early = dial().send("hello");
        assertThat(early.glance()).hasToString("\"\" SILENCE");
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
        Peer early = dial();
        assertThat(ConformanceFixture.millis(
                        () -> assertThat(early.receiveAll()).hasToString("\"\" FIN")))
                .isLessThan(700);
    }

    @Test
    void client_that_leaves_while_it_is_held_is_not_dialled_for_any_more() throws IOException {
        int port = portOfUpstream();
        upstream.close();
        server.dialFor("p", Duration.ofSeconds(8));
        Peer early = dial();
        early.finish();
        assertThat(early.receiveAll()).hasToString("\"\" FIN");
        Peer killed = dial().send("x");
        await().atMost(SOON).until(() -> server.connections("p") == 1);
        killed.reset();
        await().atMost(SOON).until(() -> server.connections("p") == 0);
        Peer alive = dial().send("third");
        upstream = new Peer.Acceptor(port);
        assertThat(upstream.accept().receive(5)).isEqualTo("third");
        alive.close();
    }

    @Test
    void toxic_added_while_a_connection_is_held_acts_on_what_it_said_before() throws IOException {
        int port = portOfUpstream();
        upstream.close();
        server.dialFor("p", Duration.ofSeconds(8));
        Peer early = dial().send("hello");
        assertThat(early.glance()).hasToString("\"\" SILENCE");
        proxy.toxics().timeout("cut", ToxicDirection.UPSTREAM, 0);
        upstream = new Peer.Acceptor(port);
        assertThat(upstream.accept().glance()).hasToString("\"\" SILENCE");
    }

    @Test
    void held_client_cannot_send_without_bound() throws IOException {
        upstream.close();
        server.dialFor("p", Duration.ofSeconds(8));
        assertThat(BackPressure.fill(dial().socket(), 256 << 20)).isLessThan(32 << 20);
    }

    @Test
    void disabling_ends_a_connection_that_is_held() throws IOException {
        upstream.close();
        server.dialFor("p", Duration.ofSeconds(8));
        Peer early = dial();
        assertThat(early.glance()).hasToString("\"\" SILENCE");
        proxy.disable();
        assertThat(early.receiveAll()).hasToString("\"\" FIN");
    }

    @Test
    void dead_receiver_does_not_lose_what_it_had_sent() throws IOException {
        Peer member = connectedMember();
        proxy.toxics().latency("l", ToxicDirection.DOWNSTREAM, 400);
        member.send("last words");
        member.reset();
        // These hit a dead peer while its last words are still on their way.
        talker.send("are you there?").send("hello?");
        assertThat(talker.receiveAll()).hasToString("\"last words\" FIN");
    }

    @Test
    void reset_of_the_sender_is_an_end_of_stream_after_what_it_had_sent() throws IOException {
        Peer member = connectedMember();
        talker.send("last words");
        assertThat(member.receive(5)).isEqualTo("last ");
        talker.reset();
        assertThat(member.receiveAll()).hasToString("\"words\" FIN");
    }

    private Peer talker;

    private Peer connectedMember() throws IOException {
        talker = dial();
        Peer member = upstream.accept();
        // Until the proxy has seen that it is connected, a reset would look to it like a failed dial.
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
    void metrics_tell_dropped_bytes_from_forwarded_ones_while_the_connection_lives() throws Exception {
        Peer member = connectedMember();
        talker.send("heard");
        assertThat(member.receive(5)).isEqualTo("heard");
        proxy.toxics().timeout("cut", ToxicDirection.UPSTREAM, 0);
        talker.send("unheard");
        await().atMost(SOON).until(() -> received("upstream") == 12);
        assertThat(sent("upstream")).isEqualTo(5);
        assertThat(sent("downstream")).isEqualTo(1);
        assertThat(metrics())
                .contains(
                        "# HELP toxiproxy_proxy_received_bytes_total \n# TYPE toxiproxy_proxy_received_bytes_total counter");
    }

    @Test
    void toxics_removed_one_by_one_after_the_sender_has_left_let_bytes_and_end_pass() throws IOException {
        Toxic bandwidth = proxy.toxics().bandwidth("b", ToxicDirection.UPSTREAM, 0);
        Toxic slow = proxy.toxics().slowClose("s", ToxicDirection.UPSTREAM, ConformanceFixture.HOUR_MILLIS);
        Peer member = connectedMember();
        talker.send("bye").close();
        assertThat(member.glance()).hasToString("\"\" SILENCE");
        bandwidth.remove();
        assertThat(member.receive(3)).isEqualTo("bye");
        assertThat(member.glance()).hasToString("\"\" SILENCE");
        slow.remove();
        assertThat(member.receiveAll()).hasToString("\"\" FIN");
    }

    @Test
    void toxic_removed_before_one_that_holds_answers_at_once_and_loses_nothing() throws IOException {
        Toxic latency = proxy.toxics().latency("l", ToxicDirection.UPSTREAM, ConformanceFixture.HOUR_MILLIS);
        Toxic bandwidth = proxy.toxics().bandwidth("b", ToxicDirection.UPSTREAM, 0);
        Peer member = connectedMember();
        talker.send("one");
        assertThat(member.glance()).hasToString("\"\" SILENCE");
        talker.send("two");
        latency.remove();
        assertThat(member.glance()).hasToString("\"\" SILENCE");
        bandwidth.remove();
        assertThat(member.receive(6)).isEqualTo("onetwo");
    }

    @Test
    void bandwidth_zero_is_healed_by_reset_at_once_after_its_sender_has_left() throws IOException {
        proxy.toxics().bandwidth("b", ToxicDirection.UPSTREAM, 0);
        Peer member = connectedMember();
        talker.send("held").close();
        assertThat(member.glance()).hasToString("\"\" SILENCE");
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
    void port_that_stays_taken_is_an_error_with_the_real_servers_words() {
        assertThatThrownBy(() -> client.createProxy("q", proxy.getListen(), upstream.address()))
                .hasMessage("[500] listen tcp " + proxy.getListen() + ": bind: address already in use");
    }

    @Test
    void close_frees_threads_and_sockets_within_a_second_even_when_bytes_are_held() throws Exception {
        Set<Thread> mine = toxiproxyThreads();
        assertThat(mine).isNotEmpty().allMatch(Thread::isDaemon);
        server.intercept(
                "p", StreamDirection.UPSTREAM, (c, from) -> bytes -> new StreamAction.Withhold(1, new StreamHold()));
        Peer member = connectedMember();
        talker.send("held");
        String address = proxy.getListen();
        assertThat(ConformanceFixture.millis(server::close)).isLessThan(1_000);
        server.close();
        // A thread says that it has ended a moment before it has.
        await().atMost(Duration.ofMillis(200)).until(() -> mine.stream().noneMatch(Thread::isAlive));
        assertThatThrownBy(() -> Peer.dial(address)).isInstanceOf(ConnectException.class);
        assertThat(member.receiveAll().ending()).isEqualTo("FIN");
    }

    private static Set<Thread> toxiproxyThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("toxiproxy"))
                .collect(Collectors.toSet());
    }

    @Test
    void same_seed_strikes_the_same_connections() throws IOException {
        assertThat(struck(7)).isEqualTo(struck(7)).isNotEqualTo(struck(8));
    }

    private List<String> struck(long seed) throws IOException {
        try (ToxiproxyServer seeded =
                ToxiproxyServer.start(ToxiproxyOptions.defaults().seeded(seed))) {
            Proxy target = new ToxiproxyClient(seeded.host(), seeded.port())
                    .createProxy("p", "127.0.0.1:0", upstream.address());
            target.toxics().timeout("t", ToxicDirection.UPSTREAM, 0).setToxicity(0.5f);
            List<String> seen = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Peer sender = Peer.dial(target.getListen()).send("x").finish();
                seen.add(upstream.accept().receiveAll().text());
                sender.close();
            }
            return seen;
        }
    }
}
