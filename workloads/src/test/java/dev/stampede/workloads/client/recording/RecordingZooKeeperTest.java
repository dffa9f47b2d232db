package dev.stampede.workloads.client.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.Recorder;
import dev.stampede.workloads.client.ReportedEvents;
import dev.stampede.workloads.client.TestServer;
import dev.stampede.workloads.client.host.DriverContext;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingZooKeeperTest {

    private static final byte[] DATA = {1, 2, 3};

    @TempDir
    Path folder;

    private final ReportedEvents events = new ReportedEvents();
    private final BlockingQueue<WatchedEvent> watched = new ArrayBlockingQueue<>(100);
    private final ClientRecorder recorder = new ClientRecorder(0, event -> events.accept(0, event));
    private TestServer server;
    private DriverContext context;
    private ZooKeeper zk;

    @BeforeEach
    void connect() throws Exception {
        server = new TestServer(folder);
        context = new DriverContext(server.spec(0, ClientDriver.class, java.util.Map.of()), recorder);
        zk = context.connect(watched::add);
        events.await(Event.SessionChanged.class, changed -> changed.state() == SessionState.CONNECTED);
    }

    @AfterEach
    void close() {
        context.close();
        server.close();
    }

    private String create(String path, CreateMode mode) throws Exception {
        return zk.create(path, DATA, ZooDefs.Ids.OPEN_ACL_UNSAFE, mode);
    }

    @Test
    void create_without_stat_records_the_czxid_and_the_owner() throws Exception {
        String path = create("/a", CreateMode.EPHEMERAL);

        assertThat(path).isEqualTo("/a");
        Event.AttemptAnswered answer = events.answerTo(events.attempt(Opcode.CREATE, "/a"));
        assertThat(answer.code()).isEqualTo(ResultCode.OK);
        assertThat(answer.path()).isNull();
        assertThat(answer.stat().czxid()).isPositive().isEqualTo(answer.zxid());
        assertThat(answer.stat().ephemeralOwner()).isEqualTo(zk.getSessionId());
        assertThat(recorder.tokenOf("/a")).isEqualTo(answer.stat().czxid());
    }

    @Test
    void create_with_a_callback_is_recorded_and_calls_it() throws Exception {
        BlockingQueue<String> created = new ArrayBlockingQueue<>(2);
        Object ctx = new Object();
        zk.create(
                "/b",
                DATA,
                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                CreateMode.EPHEMERAL_SEQUENTIAL,
                (int rc, String path, Object context1, String name) ->
                        created.add(rc + " " + path + " " + name + " " + (context1 == ctx)),
                ctx);

        assertThat(created.poll(10, TimeUnit.SECONDS)).isEqualTo("0 /b /b0000000000 true");
        Event.AttemptAnswered answer = events.answerTo(events.attempt(Opcode.CREATE, "/b"));
        assertThat(answer.path()).isEqualTo("/b0000000000");
        assertThat(recorder.tokenOf("/b0000000000")).isEqualTo(answer.stat().czxid());
        assertThat(recorder.lastTokenBelow("/")).isEqualTo(answer.stat().czxid());
    }

    @Test
    void refused_requests_are_recorded_with_their_code_and_throw() throws Exception {
        create("/c", CreateMode.PERSISTENT);

        assertThatThrownBy(() -> create("/c", CreateMode.PERSISTENT))
                .isInstanceOf(KeeperException.NodeExistsException.class);
        assertThatThrownBy(() -> zk.setData("/c", DATA, 7)).isInstanceOf(KeeperException.BadVersionException.class);
        assertThatThrownBy(() -> zk.delete("/none", -1)).isInstanceOf(KeeperException.NoNodeException.class);
        assertThat(zk.exists("/none", false)).isNull();
        assertThatThrownBy(() -> zk.getData("relative", false, null)).isInstanceOf(IllegalArgumentException.class);

        assertThat(events.of(Event.AttemptAnswered.class).map(Event.AttemptAnswered::code))
                .containsExactly(
                        ResultCode.OK,
                        ResultCode.NODEEXISTS,
                        ResultCode.BADVERSION,
                        ResultCode.NONODE,
                        ResultCode.NONODE,
                        ResultCode.BADARGUMENTS);
    }

    @Test
    void reads_and_writes_keep_the_order_of_the_session_and_the_zxid() throws Exception {
        create("/d", CreateMode.PERSISTENT);
        Stat read = new Stat();
        zk.getData("/d", false, read);
        Stat set = zk.setData("/d", DATA, read.getVersion());
        zk.getChildren("/", false);
        zk.sync("/d");

        List<Event.AttemptSent> sent = events.of(Event.AttemptSent.class).toList();
        assertThat(sent)
                .extracting(Event.AttemptSent::opcode)
                .containsExactly(Opcode.CREATE, Opcode.GET_DATA, Opcode.SET_DATA, Opcode.GET_CHILDREN, Opcode.SYNC);
        assertThat(sent).extracting(Event.AttemptSent::order).containsExactly(0, 1, 2, 3, 4);
        assertThat(sent).extracting(Event.AttemptSent::session).containsOnly(zk.getSessionId());
        assertThat(events.answerTo(sent.get(2)).zxid()).isEqualTo(set.getMzxid());
        assertThat(events.answerTo(sent.get(2)).stat().version()).isEqualTo(1);
    }

    @Test
    void children_that_a_response_with_a_stat_lists_are_recorded_once_per_state() throws Exception {
        create("/p", CreateMode.PERSISTENT);
        create("/p/a", CreateMode.PERSISTENT);
        BlockingQueue<List<String>> listed = new ArrayBlockingQueue<>(1);
        Stat first = new Stat();
        zk.getChildren("/p", false, first);
        zk.getChildren("/p", (Watcher) null, (rc, path, ctx, children, stat) -> listed.offer(children), null);
        assertThat(listed.poll(10, TimeUnit.SECONDS)).containsExactly("a");
        zk.getChildren("/p", false);
        create("/p/b", CreateMode.PERSISTENT);
        zk.getChildren("/p", (Watcher) null, (rc, path, ctx, children, stat) -> listed.offer(children), null);
        assertThat(listed.poll(10, TimeUnit.SECONDS)).containsExactlyInAnyOrder("a", "b");

        List<Event.ChildrenListed> lists = events.of(Event.ChildrenListed.class).toList();
        assertThat(lists).extracting(Event.ChildrenListed::path).containsExactly("/p", "/p");
        assertThat(lists.get(0).children()).containsExactly("a");
        assertThat(lists.get(0).stat().pzxid()).isEqualTo(first.getPzxid());
        assertThat(lists.get(1).children()).containsExactlyInAnyOrder("a", "b");
        assertThat(events.answerTo(events.attempt(Opcode.GET_CHILDREN, "/p")).stat())
                .isNotNull();
    }

    @Test
    void multi_is_one_attempt_with_the_code_of_the_refused_operation() throws Exception {
        create("/e", CreateMode.PERSISTENT);
        List<Op> ops = List.of(
                Op.setData("/e", DATA, -1),
                Op.check("/e", 99),
                Op.create("/f", DATA, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));

        assertThatThrownBy(() -> zk.multi(ops)).isInstanceOf(KeeperException.BadVersionException.class);
        assertThat(zk.transaction().delete("/e", -1).commit()).hasSize(1);

        Event.AttemptSent multi = events.attempt(Opcode.MULTI, "setData /e, check /e, create /f");
        assertThat(events.answerTo(multi).code()).isEqualTo(ResultCode.BADVERSION);
        assertThat(events.answerTo(events.attempt(Opcode.MULTI, "delete /e")).code())
                .isEqualTo(ResultCode.OK);
    }

    @Test
    void multi_with_a_callback_is_recorded() throws Exception {
        BlockingQueue<Integer> codes = new ArrayBlockingQueue<>(1);
        zk.multi(
                List.of(Op.create("/g", DATA, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT), Op.check("/g", 5)),
                (rc, path, ctx, results) -> codes.add(rc),
                null);

        assertThat(codes.poll(10, TimeUnit.SECONDS)).isEqualTo(KeeperException.Code.BADVERSION.intValue());
        assertThat(events.answerTo(events.attempt(Opcode.MULTI, "create /g, check /g"))
                        .code())
                .isEqualTo(ResultCode.BADVERSION);
    }

    @Test
    void attempts_of_all_threads_belong_to_the_open_operation() throws Exception {
        Recorder.Op op = recorder.invoke("write", "k", null);
        Thread background = new Thread(() -> zk.sync("/", null, null));
        background.start();
        background.join();
        create("/h", CreateMode.EPHEMERAL);
        op.ok();
        zk.delete("/h", -1);

        assertThat(events.attempt(Opcode.SYNC, "/").operation()).isZero();
        assertThat(events.attempt(Opcode.CREATE, "/h").operation()).isZero();
        assertThat(events.attempt(Opcode.DELETE, "/h").operation()).isEqualTo(-1);
        Event.Completed completed = events.await(Event.Completed.class, done -> true);
        assertThat(completed.session()).isEqualTo(zk.getSessionId());
        assertThat(completed.zxid())
                .isEqualTo(events.answerTo(events.attempt(Opcode.CREATE, "/h")).zxid());
    }

    @Test
    void delete_removes_the_token() throws Exception {
        create("/i", CreateMode.EPHEMERAL);
        zk.delete("/i", -1);

        assertThat(recorder.tokenOf("/i")).isZero();
        assertThat(recorder.lastTokenBelow("/")).isZero();
    }

    @Test
    void exists_proves_only_an_ephemeral_znode_of_the_client() throws Exception {
        create("/own", CreateMode.EPHEMERAL);
        ReportedEvents others = new ReportedEvents();
        ClientRecorder other = new ClientRecorder(1, event -> others.accept(1, event));
        DriverContext second = new DriverContext(server.spec(1, ClientDriver.class, java.util.Map.of()), other);
        second.connect(event -> {}).exists("/own", false);

        assertThat(other.tokenOf("/own")).isZero();
        second.close();
        CreatedZnodes forgetful = new CreatedZnodes();
        forgetful.session(zk.getSessionId());
        ZnodeStat stat = events.answerTo(events.attempt(Opcode.CREATE, "/own")).stat();
        forgetful.answered(Opcode.EXISTS, "/own", null, stat);
        assertThat(forgetful.tokenOf("/own")).isEqualTo(stat.czxid());
    }

    @Test
    void close_is_an_attempt_and_its_acknowledgement_a_state() throws Exception {
        create("/j", CreateMode.EPHEMERAL);
        long session = zk.getSessionId();
        zk.close();

        Event.AttemptSent close = events.await(Event.AttemptSent.class, attempt -> attempt.opcode() == Opcode.CLOSE);
        assertThat(events.answerTo(close).code()).isEqualTo(ResultCode.OK);
        Event.SessionChanged closed =
                events.await(Event.SessionChanged.class, changed -> changed.state() == SessionState.CLOSED);
        assertThat(closed.session()).isEqualTo(session);
        assertThat(server.has("/j")).isFalse();
        assertThat(zk.getState().isAlive()).isFalse();
    }

    @Test
    void states_name_the_address_and_the_negotiated_timeout() {
        Event.SessionChanged connected = events.await(Event.SessionChanged.class, changed -> true);
        assertThat(connected.address()).isEqualTo(server.connectString());
        assertThat(connected.timeoutMillis()).isEqualTo(4000);
        assertThat(connected.session()).isEqualTo(zk.getSessionId());

        server.dropConnections();
        events.await(Event.SessionChanged.class, changed -> changed.state() == SessionState.RECONNECTED);
        assertThat(events.states()).isEqualTo("CONNECTED SUSPENDED RECONNECTED");
    }

    @Test
    void a_duplicate_handle_that_is_closed_expires_the_session() throws Exception {
        ZooKeeper duplicate =
                new ZooKeeper(server.connectString(), 4000, event -> {}, zk.getSessionId(), zk.getSessionPasswd());
        duplicate.exists("/", false);
        duplicate.close();

        Event.SessionChanged expired =
                events.await(Event.SessionChanged.class, changed -> changed.state() == SessionState.EXPIRED);
        assertThat(expired.session()).isEqualTo(zk.getSessionId());
        assertThat(watched).anyMatch(event -> event.getState() == Watcher.Event.KeeperState.Expired);
    }

    @Test
    void faked_expiry_is_recorded_as_a_loss_and_not_as_an_expiry() throws Exception {
        create("/k", CreateMode.EPHEMERAL);
        zk.getTestable().injectSessionExpiration();

        events.await(Event.SessionChanged.class, changed -> changed.state() == SessionState.LOST);
        assertThat(events.states()).doesNotContain("EXPIRED");
        assertThat(server.has("/k")).isTrue();
    }
}
