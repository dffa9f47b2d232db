package dev.stampede.workloads.client.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.ReportedEvents;
import dev.stampede.workloads.client.TestDrivers;
import dev.stampede.workloads.client.TestServer;
import dev.stampede.workloads.client.host.ClientHost;
import dev.stampede.workloads.client.store.FencedStoreServer;
import dev.stampede.workloads.client.store.FencedWrite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerHostTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ReportedEvents events = new ReportedEvents();
    private final BlockingQueue<String> died = new ArrayBlockingQueue<>(10);
    private TestServer server;
    private Process process;
    private WorkerHost host;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
        host = WorkerHost.start("worker-1", WorkerSettings.likeTheHarness(), this::launch, died::add);
    }

    @AfterEach
    void close() {
        host.close();
        server.close();
        assertThat(process.isAlive()).isFalse();
    }

    private Process launch(List<String> command) {
        try {
            process = new ProcessBuilder(command).start();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ClientHost.Client open(Class<? extends ClientDriver> driver) {
        return host.open(server.spec(3, driver, Map.of("argument", "a\u0000\u00e4\ud83d\ude00")), events);
    }

    @Test
    void hello_names_the_process_and_the_versions() {
        assertThat(host.process()).hasValue(process.pid());
        assertThat(host.describe())
                .contains("Java 17", "ZooKeeper client 3.9.5", "Curator 5.9.0", "process " + process.pid());
    }

    @Test
    void events_session_and_beliefs_of_a_hanging_client_arrive() {
        ClientHost.Client client = open(TestDrivers.Hangs.class);
        Event.Believed believed = events.await(Event.Believed.class, any -> true);

        assertThat(events.await(Event.Invoked.class, any -> true).argument()).isEqualTo("a\u0000\u00e4\ud83d\ude00");
        assertThat(believed.token())
                .isEqualTo(events.answerTo(events.attempt(Opcode.CREATE, "/hangs"))
                        .stat()
                        .czxid());
        assertThat(client.holds()).isTrue();
        assertThat(client.session().id())
                .isEqualTo(events.await(Event.SessionChanged.class, any -> true).session());
        assertThat(client.session().password()).hasSize(16);
        assertThat(client.session().address()).isEqualTo(server.connectString());
        assertThat(client.probe()).contains("pid " + process.pid(), "TestDrivers$Hangs.drive");
    }

    @Test
    void clock_of_the_worker_is_that_of_the_harness() {
        long before = System.nanoTime();
        open(TestDrivers.Hangs.class);
        Event.Invoked invoked = events.await(Event.Invoked.class, any -> true);
        assertThat(invoked.atNanos()).isBetween(before, System.nanoTime());
        assertThatThrownBy(() -> WorkerHost.checkClock("worker-9", 10, 9, 20))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("expected worker-9 to have the clock of the harness");
    }

    @Test
    void a_stopped_client_is_interrupted_and_closes_its_session() throws Exception {
        ClientHost.Client client = open(TestDrivers.Hangs.class);
        events.await(Event.Believed.class, any -> true);
        client.stop(Duration.ofMillis(50));

        assertThat(client.awaitStopped(PATIENCE)).isTrue();
        assertThat(events.states()).isEqualTo("CONNECTED CLOSED");
        assertThat(events.of(Event.Completed.class)).isEmpty();
    }

    @Test
    void a_killed_worker_leaves_its_operations_open_and_is_reported() throws Exception {
        ClientHost.Client client = open(TestDrivers.Hangs.class);
        events.await(Event.Believed.class, any -> true);
        process.destroyForcibly();

        assertThat(died.poll(30, TimeUnit.SECONDS)).startsWith("worker-1 (process " + process.pid() + ") has ended");
        assertThat(client.awaitStopped(PATIENCE)).isTrue();
        assertThat(events.of(Event.Completed.class)).isEmpty();
        assertThat(events.of(Event.ClientEnded.class)).isEmpty();
        assertThat(client.session().id()).isNotZero();
        assertThat(client.probe()).isEqualTo("worker-1 has ended");
        assertThatThrownBy(() -> open(TestDrivers.Throws.class)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void paused_worker_is_answered_from_its_last_reports_and_records_its_stall() throws Exception {
        ClientHost.Client client = open(TestDrivers.Hangs.class);
        events.await(Event.Believed.class, any -> true);
        signal("-STOP");
        assertThat(client.probe()).contains("did not answer within 1000 ms");
        assertThat(client.session().password()).hasSize(16);
        assertThat(client.holds()).isTrue();
        signal("-CONT");

        Event.Stalled stalled = events.await(
                Event.Stalled.class,
                stall -> stall.atNanos() - stall.fromNanos()
                        > Duration.ofMillis(900).toNanos());
        assertThat(stalled.jvm()).isEqualTo("worker-1");
        assertThat(client.probe()).contains("pid " + process.pid());
    }

    @Test
    void write_of_a_client_in_a_worker_has_its_operation() throws Exception {
        BlockingQueue<FencedWrite> writes = new ArrayBlockingQueue<>(10);
        try (FencedStoreServer store = FencedStoreServer.start(writes::add)) {
            ClientSpec spec = server.spec(3, TestDrivers.Hangs.class, Map.of("argument", ""));
            host.open(
                    new ClientSpec(3, spec.driver(), spec.settings(), 1, spec.connectString(), 4000, store.address()),
                    events);
            FencedWrite write = writes.poll(30, TimeUnit.SECONDS);
            assertThat(write.client()).isEqualTo(3);
            assertThat(write.operation()).isZero();
            assertThat(write.token()).isPositive();
            assertThat(events.await(Event.TrackPoint.class, any -> true).value())
                    .isEqualTo(1.0);
        }
    }

    @Test
    void a_fake_expiry_reaches_the_client() {
        ClientHost.Client client = open(TestDrivers.Mutex.class);
        events.await(Event.Believed.class, any -> true);
        client.fakeExpiry();
        events.await(Event.SessionChanged.class, changed -> changed.state() == SessionState.LOST);
    }

    @Test
    void refusals_are_exceptions_with_the_reason() {
        ClientSpec spec = new ClientSpec(9, "no.such.Driver", Map.of(), 1, server.connectString(), 4000, "");
        assertThatThrownBy(() -> host.open(spec, events))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("worker-1 refused: expected the driver of client 9")
                .hasMessageContaining("no.such.Driver");
    }

    @Test
    void the_worker_ends_with_its_standard_input() throws Exception {
        process.getOutputStream().close();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().atMost(PATIENCE).until(() -> !died.isEmpty());
    }

    private void signal(String which) throws Exception {
        Process kill = new ProcessBuilder("kill", which, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }
}
