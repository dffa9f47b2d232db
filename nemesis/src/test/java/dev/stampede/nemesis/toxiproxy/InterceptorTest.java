package dev.stampede.nemesis.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import dev.stampede.nemesis.toxiproxy.interception.CloseMode;
import dev.stampede.nemesis.toxiproxy.interception.ForwardedBytes;
import dev.stampede.nemesis.toxiproxy.interception.Interception;
import dev.stampede.nemesis.toxiproxy.interception.Interceptor;
import dev.stampede.nemesis.toxiproxy.interception.StreamAction;
import dev.stampede.nemesis.toxiproxy.interception.StreamHold;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An interceptor on the stream to the upstream holds, releases, drops, delays, replaces and cuts. */
class InterceptorTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private ToxiproxyServer server;
    private final Peer.Callers callers = new Peer.Callers();
    private Peer.Acceptor upstream;
    private Proxy proxy;

    @BeforeEach
    void proxy_to_a_listening_upstream() throws IOException {
        server = ToxiproxyServer.start("127.0.0.1", 0);
        upstream = new Peer.Acceptor();
        proxy = new ToxiproxyClient(server.host(), server.port()).createProxy("p", "127.0.0.1:0", upstream.address());
    }

    @AfterEach
    void close_all() throws IOException {
        callers.close();
        upstream.close();
        server.close();
    }

    private Interception onUpstream(Function<String, StreamAction> decide) {
        return server.intercept(
                "p", StreamDirection.UPSTREAM, (connection, client) -> bytes -> decide.apply(text(bytes)));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }

    private static ByteBuffer buffer(String text) {
        return StandardCharsets.ISO_8859_1.encode(text);
    }

    private Peer connect() throws IOException {
        return callers.connect(proxy.getListen());
    }

    @Test
    void withheld_bytes_and_end_wait_in_order_while_the_other_stream_continues() throws IOException {
        StreamHold hold = new StreamHold();
        onUpstream(text -> text.startsWith("hold") ? new StreamAction.Withhold(4, hold) : StreamAction.passAll());
        Peer client = connect();
        Peer member = upstream.accept();
        client.send("hold");
        await().atMost(SOON).until(hold::isReached);
        client.send(" and more").finish();
        assertThat(member.receiveBriefly()).hasToString("\"\" SILENCE");
        member.send("the other way");
        assertThat(client.receive(13)).isEqualTo("the other way");
        hold.release();
        assertThat(member.receiveAll()).hasToString("\"hold and more\" FIN");
    }

    @Test
    void withheld_bytes_of_a_sender_that_was_killed_arrive_after_release() throws IOException {
        StreamHold hold = new StreamHold();
        onUpstream(text -> new StreamAction.Withhold(text.length(), hold));
        Peer client = connect();
        Peer member = upstream.accept();
        client.send("last words");
        await().atMost(SOON).until(hold::isReached);
        client.reset();
        assertThat(member.receiveBriefly()).hasToString("\"\" SILENCE");
        hold.release();
        assertThat(member.receiveAll()).hasToString("\"last words\" FIN");
    }

    @Test
    void hold_decided_with_another_action_applies_it_to_withheld_bytes() throws IOException {
        StreamHold hold = new StreamHold();
        onUpstream(text -> text.startsWith("a") ? new StreamAction.Withhold(1, hold) : StreamAction.passAll());
        Peer client = connect().send("abc");
        Peer member = upstream.accept();
        await().atMost(SOON).until(hold::isReached);
        hold.decide(new StreamAction.Drop(1));
        assertThat(member.receive(2)).isEqualTo("bc");
        client.close();
    }

    @Test
    void hold_decided_by_withholding_is_refused() {
        assertThatThrownBy(() -> new StreamHold().decide(new StreamAction.NeedMore()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an action other than Withhold and NeedMore");
    }

    @Test
    void dropped_bytes_are_missing_and_later_bytes_follow() throws IOException {
        onUpstream(text -> text.startsWith("x") ? new StreamAction.Drop(5) : new StreamAction.Pass(1));
        connect().send("abxxx").send("xxcd").finish();
        assertThat(upstream.accept().receiveAll()).hasToString("\"abcd\" FIN");
    }

    @Test
    void delayed_bytes_delay_all_later_bytes() throws IOException {
        onUpstream(text ->
                text.startsWith("d") ? new StreamAction.Delay(1, Duration.ofMillis(300)) : new StreamAction.Pass(1));
        Peer client = connect();
        Peer member = upstream.accept();
        assertThat(ConformanceFixture.millis(() -> {
                    client.send("de").finish();
                    assertThat(member.receiveAll()).hasToString("\"de\" FIN");
                }))
                .isBetween(290L, 2_000L);
    }

    @Test
    void replaced_bytes_differ_in_length_and_the_rest_follows() throws IOException {
        onUpstream(text ->
                text.startsWith("old") ? new StreamAction.Replace(3, buffer("brand new")) : new StreamAction.Pass(1));
        connect().send("<old>").finish();
        assertThat(upstream.accept().receiveAll()).hasToString("\"<brand new>\" FIN");
    }

    @Test
    void orderly_cut_passes_exactly_its_bytes_and_ends_both_sides() throws IOException {
        onUpstream(text -> new StreamAction.Cut(3, CloseMode.FIN));
        Peer client = connect().send("abcdef");
        Peer member = upstream.accept();
        assertThat(member.receiveAll()).hasToString("\"abc\" FIN");
        assertThat(client.receiveAll()).hasToString("\"\" FIN");
    }

    @Test
    void abrupt_cut_passes_exactly_its_bytes_and_resets_both_sides() throws IOException {
        onUpstream(text -> new StreamAction.Cut(3, CloseMode.RST));
        Peer client = connect().send("abcdef");
        Peer member = upstream.accept();
        assertThat(member.receiveAll()).hasToString("\"abc\" RST");
        assertThat(client.receiveAll()).hasToString("\"\" RST");
    }

    @Test
    void cut_counts_bytes_that_arrive_later() throws IOException {
        onUpstream(text -> new StreamAction.Cut(4, CloseMode.RST));
        Peer client = connect().send("ab");
        Peer member = upstream.accept();
        assertThat(member.receive(2)).isEqualTo("ab");
        client.send("cdef");
        assertThat(member.receiveAll()).hasToString("\"cd\" RST");
    }

    @Test
    void end_of_stream_can_be_withheld_alone() throws IOException {
        StreamHold hold = new StreamHold();
        server.intercept("p", StreamDirection.UPSTREAM, (connection, client) -> new Interceptor() {
            @Override
            public StreamAction onBytes(ByteBuffer bytes) {
                return StreamAction.passAll();
            }

            @Override
            public StreamAction onEnd() {
                return new StreamAction.Withhold(1, hold);
            }
        });
        connect().send("all").finish();
        Peer member = upstream.accept();
        assertThat(member.receive(3)).isEqualTo("all");
        await().atMost(SOON).until(hold::isReached);
        assertThat(member.receiveBriefly()).hasToString("\"\" SILENCE");
        hold.release();
        assertThat(member.receiveAll()).hasToString("\"\" FIN");
    }

    @Test
    void bytes_are_buffered_until_the_interceptor_can_decide() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        onUpstream(text -> {
            asked.add(text);
            return text.length() < 4 ? new StreamAction.NeedMore() : new StreamAction.Pass(4);
        });
        Peer client = connect().send("ab");
        Peer member = upstream.accept();
        await().atMost(SOON).until(() -> asked.contains("ab"));
        assertThat(member.receiveBriefly()).hasToString("\"\" SILENCE");
        client.send("cd");
        assertThat(member.receive(4)).isEqualTo("abcd");
        client.send("z").finish();
        assertThat(member.receiveAll()).hasToString("\"z\" FIN");
    }

    @Test
    void buffering_stops_at_its_bound() throws IOException {
        onUpstream(text -> new StreamAction.NeedMore());
        String bytes = "x".repeat(200_000);
        Peer client = connect();
        Peer member = upstream.accept();
        client.send(bytes).finish();
        assertThat(member.receiveAll().text()).isEqualTo(bytes);
    }

    @Test
    void withheld_stream_stalls_its_sender() throws IOException {
        onUpstream(text -> new StreamAction.Withhold(1, new StreamHold()));
        Peer client = connect();
        upstream.accept();
        assertThat(BackPressure.fill(client.socket(), 256 << 20)).isLessThan(32 << 20);
    }

    @Test
    void closing_the_interception_forwards_all_withheld_bytes() throws IOException {
        Interception interception = onUpstream(text -> new StreamAction.Withhold(1, new StreamHold()));
        Peer client = connect().send("held");
        Peer member = upstream.accept();
        assertThat(member.receiveBriefly()).hasToString("\"\" SILENCE");
        interception.close();
        assertThat(member.receive(4)).isEqualTo("held");
        client.send("free").finish();
        assertThat(member.receiveAll()).hasToString("\"free\" FIN");
    }

    @Test
    void forwarded_bytes_can_be_awaited_by_another_thread() throws Exception {
        Interception interception = onUpstream(text -> new StreamAction.Pass(1));
        Peer client = connect().send("ab");
        ForwardedBytes b = interception
                .awaitPassed(passed -> text(passed.bytes()).equals("b"), SOON)
                .orElseThrow();
        assertThat(b.connection()).isEqualTo(1);
        assertThat(b.offset()).isEqualTo(1);
        assertThat(interception.passedBytes()).isEqualTo(2);
        assertThat(interception.awaitPassed(passed -> text(passed.bytes()).equals("c"), Duration.ofMillis(50)))
                .isEmpty();
        client.close();
    }

    @Test
    void failing_interceptor_forwards_bytes_and_reports_its_failure() throws Exception {
        Interception interception = onUpstream(text -> {
            throw new IllegalStateException("cannot decode");
        });
        connect().send("abc").finish();
        assertThat(upstream.accept().receiveAll()).hasToString("\"abc\" FIN");
        assertThat(interception.failure()).get().isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> interception.awaitPassed(passed -> false, SOON))
                .hasMessageContaining("the interceptor failed");
    }

    @Test
    void second_interceptor_on_a_stream_is_refused() {
        onUpstream(text -> StreamAction.passAll());
        assertThatThrownBy(() -> onUpstream(text -> StreamAction.passAll()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("upstream of proxy p");
    }

    @Test
    void interceptor_does_not_receive_bytes_that_a_toxic_dropped() throws Exception {
        Interception interception = onUpstream(text -> StreamAction.passAll());
        proxy.toxics().timeout("t", eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM, 0);
        Peer client = connect().send("lost");
        assertThat(upstream.accept().receiveBriefly()).hasToString("\"\" SILENCE");
        assertThat(interception.passedBytes()).isZero();
        client.close();
    }
}
