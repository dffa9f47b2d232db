package dev.stampede.nemesis.ensemble.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.link.Links;
import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.FrameAction;
import dev.stampede.nemesis.tap.TapListener;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.TappedLink;
import dev.stampede.nemesis.tap.WireOpcode;
import dev.stampede.nemesis.toxiproxy.interception.CloseMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real client connects to a real member through a tapped link. */
@SuppressWarnings("try") // close() may throw InterruptedException, as in ZooKeeper
class ClientTapIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);
    private static LocalEnsemble ensemble;

    private final Queue<TappedFrame> frames = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() throws InterruptedException {
        ensemble = LocalEnsemble.builder().members(1).build();
        ensemble.start();
        ensemble.awaitHealthy(TIMEOUT);
    }

    @AfterAll
    static void close() {
        ensemble.close();
    }

    @Test
    void frames_show_the_zxid_of_each_request_and_each_watch_event() throws Exception {
        try (Links.TapHandle tap = ensemble.links().tap(Links.Channel.CLIENT, recording());
                ZooKeeper client = connect(3)) {
            client.create("/tap", VALUE, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            client.getData("/tap", true, new Stat());
            Stat written = client.setData("/tap", VALUE, 0);
            client.multi(List.of(Op.check("/tap", 1), Op.delete("/tap", 1)));
            boolean missing = client.exists("/tap", false) == null;

            ClientFrame.Reply set = reply(WireOpcode.SET_DATA);
            ClientFrame.Reply multi = reply(WireOpcode.MULTI);
            assertThat(missing).isTrue();
            assertThat(set.zxid()).isEqualTo(written.getMzxid());
            assertThat(set.stat().mzxid()).isEqualTo(written.getMzxid());
            assertThat(set.request().version()).isZero();
            assertThat(reply(WireOpcode.GET_DATA).zxid()).isEqualTo(written.getCzxid());
            assertThat(multi.zxid()).isEqualTo(written.getMzxid() + 1);
            assertThat(multi.results()).containsExactly(0, 0);
            assertThat(reply(WireOpcode.EXISTS).error()).isEqualTo(KeeperException.Code.NONODE.intValue());
            assertThat(frames.stream().map(TappedFrame::frame))
                    .contains(new ClientFrame.WatchEvent(
                            written.getMzxid(),
                            Watcher.Event.EventType.NodeDataChanged.getIntValue(),
                            Watcher.Event.KeeperState.SyncConnected.getIntValue(),
                            "/tap"));
            assertThat(frames).allSatisfy(f -> assertThat(f.link()).isEqualTo(new TappedLink(3, 1)));
            assertThat(frames.stream().filter(f -> f.session() != 0))
                    .allSatisfy(f -> assertThat(f.session()).isEqualTo(client.getSessionId()));
            assertThat(failures(tap, 3)).isEmpty();
        }
    }

    @Test
    void a_listener_that_throws_ends_its_tap_and_the_client_continues() throws Exception {
        TapListener throwing = new TapListener() {
            @Override
            public void forwarded(TappedFrame frame) {
                throw new IllegalStateException("deliberately");
            }
        };
        try (Links.TapHandle tap = ensemble.links().tap(Links.Channel.CLIENT, throwing);
                ZooKeeper client = connect(4)) {
            assertThat(client.exists("/", false)).isNotNull();

            assertThat(failures(tap, 4)).hasSize(2).allSatisfy(f -> assertThat(f)
                    .contains("deliberately"));
            ensemble.links().close(new EndPoint.Client(4));
            assertThat(failures(tap, 4)).as("after the links are closed").hasSize(2);
        }
    }

    @Test
    void a_lost_answer_is_a_connection_loss_of_a_write_that_took_effect() throws Exception {
        AtomicInteger cuts = new AtomicInteger();
        TapListener cutting = new TapListener() {
            @Override
            public FrameAction decide(TappedFrame frame) {
                return frame.frame() instanceof ClientFrame.Reply reply
                                && reply.request() != null
                                && reply.request().opcode() == WireOpcode.CREATE
                                && cuts.getAndIncrement() == 0
                        ? new FrameAction.Cut(0, CloseMode.FIN)
                        : FrameAction.pass();
            }
        };
        try (Links.TapHandle tap = ensemble.links().tap(Links.Channel.CLIENT, cutting);
                ZooKeeper client = connect(5)) {
            KeeperException.Code code = null;
            try {
                client.create("/lost", VALUE, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
            } catch (KeeperException e) {
                code = e.code();
            }
            assertThat(code).isEqualTo(KeeperException.Code.CONNECTIONLOSS);
            await().atMost(TIMEOUT).until(() -> client.getState().isConnected());
            assertThat(client.exists("/lost", false)).isNotNull();
            assertThat(failures(tap, 5)).isEmpty();
        }
    }

    /** The failures on the links of one client: those of the other tests are failures of the same ensemble. */
    private static List<String> failures(Links.TapHandle tap, int client) {
        return tap.failures().stream()
                .filter(f -> f.contains("client-" + client + "-"))
                .toList();
    }

    private TapListener recording() {
        return new TapListener() {
            @Override
            public void forwarded(TappedFrame frame) {
                frames.add(frame);
            }
        };
    }

    private static ZooKeeper connect(int client) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper zooKeeper = new ZooKeeper(ensemble.links().open(new EndPoint.Client(client)), 10_000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        assertThat(connected.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return zooKeeper;
    }

    private ClientFrame.Reply reply(WireOpcode opcode) {
        return frames.stream()
                .map(TappedFrame::frame)
                .filter(ClientFrame.Reply.class::isInstance)
                .map(ClientFrame.Reply.class::cast)
                .filter(reply -> reply.request() != null && reply.request().opcode() == opcode)
                .findFirst()
                .orElseThrow();
    }
}
