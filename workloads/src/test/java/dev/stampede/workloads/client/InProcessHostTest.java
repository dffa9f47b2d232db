package dev.stampede.workloads.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InProcessHostTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Events events = new Events();
    private final InProcessHost host = new InProcessHost();
    private TestServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = new TestServer(folder);
    }

    @AfterEach
    void close() {
        host.close();
        server.close();
    }

    private ClientHost.Client open(Class<? extends ClientDriver> driver) {
        return host.open(server.spec(3, driver, Map.of("argument", "v")), events);
    }

    @Test
    void mutex_records_its_protected_create_and_the_token_of_its_grant() throws Exception {
        ClientHost.Client client = open(TestDrivers.Mutex.class);
        ClientEvent.Completed granted = events.await(ClientEvent.Completed.class, done -> true);
        events.await(ClientEvent.Believed.class, believed -> true);
        assertThat(client.holds()).isTrue();
        client.stop(Duration.ofSeconds(10));

        assertThat(client.awaitStopped(PATIENCE)).isTrue();
        ClientEvent.AttemptSent create = events.await(
                ClientEvent.AttemptSent.class, attempt -> attempt.opcode().equals("create"));
        ClientEvent.AttemptAnswered created = events.of(ClientEvent.AttemptAnswered.class)
                .filter(answer -> answer.path() != null)
                .findFirst()
                .orElseThrow();
        assertThat(create.path()).startsWith("/locks/a/_c_").endsWith("-lock-");
        assertThat(create.operation()).isZero();
        assertThat(created.path())
                .startsWith(create.path())
                .hasSize(create.path().length() + 10);
        assertThat(granted.token()).isPositive().isEqualTo(created.stat().czxid());
        assertThat(granted.session()).isEqualTo(created.stat().ephemeralOwner());
        assertThat(client.holds()).isFalse();
        assertThat(events.of(ClientEvent.AttemptSent.class).map(ClientEvent.AttemptSent::opcode))
                .contains("getChildren", "delete", "close");
        assertThat(events.all()).last().isInstanceOf(ClientEvent.Ended.class);
    }

    @Test
    void curator_states_are_recorded_before_listeners_hear_of_them() {
        open(TestDrivers.Mutex.class);
        events.await(ClientEvent.Believed.class, believed -> true);
        server.dropConnections();
        events.await(ClientEvent.Noted.class, note -> note.text().equals("listener heard RECONNECTED"));

        for (String state : List.of("SUSPENDED", "RECONNECTED")) {
            ClientEvent recorded = events.await(
                    ClientEvent.SessionChanged.class, changed -> changed.state().equals(state));
            ClientEvent heard =
                    events.await(ClientEvent.Noted.class, note -> note.text().equals("listener heard " + state));
            assertThat(events.all().indexOf(recorded)).isLessThan(events.all().indexOf(heard));
        }
    }

    @Test
    void faked_expiry_makes_curator_lose_a_session_that_the_server_keeps() {
        ClientHost.Client client = open(TestDrivers.Mutex.class);
        ClientEvent.Believed believed = events.await(ClientEvent.Believed.class, any -> true);
        long session = client.session().id();
        client.fakeExpiry();

        ClientEvent.SessionChanged lost = events.await(
                ClientEvent.SessionChanged.class, changed -> changed.state().equals("LOST"));
        assertThat(lost.session()).isEqualTo(session);
        assertThat(events.states()).doesNotContain("EXPIRED");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> client.session().id() != 0 && client.session().id() != session);
        assertThat(believed.token()).isPositive();
    }

    @Test
    void session_is_that_of_the_open_handle() {
        ClientHost.Client client = open(TestDrivers.Hangs.class);
        events.await(ClientEvent.Believed.class, believed -> true);

        ClientHost.Session session = client.session();
        assertThat(session.id()).isNotZero();
        assertThat(session.password()).hasSize(16);
        assertThat(session.timeoutMillis()).isEqualTo(4000);
        assertThat(session.address()).isEqualTo(server.connectString());
        assertThat(client.probe()).contains("pid ", "threads ", "heap ", "TestDrivers$Hangs.drive");
    }

    @Test
    void a_client_that_does_not_stop_is_interrupted_and_its_operation_stays_open() throws Exception {
        ClientHost.Client client = open(TestDrivers.Hangs.class);
        events.await(ClientEvent.Believed.class, believed -> true);
        client.stop(Duration.ofMillis(50));

        assertThat(client.awaitStopped(PATIENCE)).isTrue();
        assertThat(events.of(ClientEvent.Completed.class)).isEmpty();
        assertThat(events.await(ClientEvent.Ended.class, ended -> true).origin())
                .isNull();
        assertThat(events.states()).isEqualTo("CONNECTED CLOSED");
    }

    @Test
    void a_driver_that_throws_ends_its_client_with_its_stack_trace() throws Exception {
        ClientHost.Client client = open(TestDrivers.Throws.class);

        assertThat(client.awaitStopped(PATIENCE)).isTrue();
        ClientEvent.Ended ended = events.await(ClientEvent.Ended.class, any -> true);
        assertThat(ended.origin()).isEqualTo("HARNESS");
        assertThat(ended.stackTrace())
                .startsWith("java.lang.IllegalStateException: as it was told")
                .contains("at dev.stampede.workloads.client.TestDrivers$Throws.drive(");
    }

    @Test
    void close_takes_the_handles_of_a_client_that_is_deaf() throws Exception {
        ClientHost.Client client = open(TestDrivers.Deaf.class);
        events.await(ClientEvent.Noted.class, note -> note.text().equals("deaf"));
        host.close();

        assertThat(client.awaitStopped(PATIENCE)).isTrue();
    }

    @Test
    void an_unknown_driver_is_refused_by_name() {
        ClientSpec spec = new ClientSpec(9, "no.such.Driver", Map.of(), 1, server.connectString(), 4000, "");
        assertThatThrownBy(() -> host.open(spec, events))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("driver of client 9")
                .hasMessageContaining("no.such.Driver");
    }

    @Test
    void times_never_go_back() {
        ClientHost.Client client = open(TestDrivers.Mutex.class);
        events.await(ClientEvent.Believed.class, believed -> true);
        client.stop(Duration.ofSeconds(10));
        events.await(ClientEvent.Ended.class, ended -> true);

        List<Long> times = events.all().stream()
                .filter(event -> !(event instanceof ClientEvent.Stalled))
                .map(ClientEvent::atNanos)
                .toList();
        assertThat(times).isSorted();
    }
}
