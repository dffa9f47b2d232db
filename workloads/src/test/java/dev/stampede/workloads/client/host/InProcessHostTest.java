package dev.stampede.workloads.client.host;

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

    private final ReportedEvents events = new ReportedEvents();
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
        Event.Completed granted = events.await(Event.Completed.class, done -> true);
        events.await(Event.Believed.class, believed -> true);
        assertThat(client.holds()).isTrue();
        client.stop(Duration.ofSeconds(10));

        assertThat(client.awaitStopped(PATIENCE)).isTrue();
        Event.AttemptSent create = events.await(Event.AttemptSent.class, attempt -> attempt.opcode() == Opcode.CREATE);
        Event.AttemptAnswered created = events.of(Event.AttemptAnswered.class)
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
        assertThat(events.of(Event.AttemptSent.class).map(Event.AttemptSent::opcode))
                .contains(Opcode.GET_CHILDREN, Opcode.DELETE, Opcode.CLOSE);
        assertThat(events.all()).last().isInstanceOf(Event.ClientEnded.class);
    }

    @Test
    void curator_states_are_recorded_before_listeners_receive_them() {
        open(TestDrivers.Mutex.class);
        events.await(Event.Believed.class, believed -> true);
        server.dropConnections();
        events.await(Event.Note.class, note -> note.text().equals("client 3: listener heard RECONNECTED"));

        for (SessionState state : List.of(SessionState.SUSPENDED, SessionState.RECONNECTED)) {
            Event recorded = events.await(Event.SessionChanged.class, changed -> changed.state() == state);
            Event heard =
                    events.await(Event.Note.class, note -> note.text().equals("client 3: listener heard " + state));
            assertThat(events.all().indexOf(recorded)).isLessThan(events.all().indexOf(heard));
        }
    }

    @Test
    void faked_expiry_makes_curator_lose_a_session_that_the_server_keeps() {
        ClientHost.Client client = open(TestDrivers.Mutex.class);
        Event.Believed believed = events.await(Event.Believed.class, any -> true);
        long session = client.session().id();
        client.fakeExpiry();

        Event.SessionChanged lost =
                events.await(Event.SessionChanged.class, changed -> changed.state() == SessionState.LOST);
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
        events.await(Event.Believed.class, believed -> true);

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
        events.await(Event.Believed.class, believed -> true);
        client.stop(Duration.ofMillis(50));

        assertThat(client.awaitStopped(PATIENCE)).isTrue();
        assertThat(events.of(Event.Completed.class)).isEmpty();
        assertThat(events.await(Event.ClientEnded.class, ended -> true).origin())
                .isNull();
        assertThat(events.states()).isEqualTo("CONNECTED CLOSED");
    }

    @Test
    void a_driver_that_throws_ends_its_client_with_its_stack_trace() throws Exception {
        ClientHost.Client client = open(TestDrivers.Throws.class);

        assertThat(client.awaitStopped(PATIENCE)).isTrue();
        Event.ClientEnded ended = events.await(Event.ClientEnded.class, any -> true);
        assertThat(ended.origin()).isEqualTo(Event.FailureOrigin.HARNESS);
        assertThat(ended.stackTrace())
                .startsWith("java.lang.IllegalStateException: as it was told")
                .containsPattern("at dev\\.stampede\\.workloads\\.client\\..*TestDrivers\\$Throws\\.drive\\(");
    }

    @Test
    void close_closes_the_handles_of_a_client_that_ignores_interrupts() throws Exception {
        ClientHost.Client client = open(TestDrivers.Deaf.class);
        events.await(Event.Note.class, note -> note.text().equals("client 3: deaf"));
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
        events.await(Event.Believed.class, believed -> true);
        client.stop(Duration.ofSeconds(10));
        events.await(Event.ClientEnded.class, ended -> true);

        List<Long> times = events.all().stream()
                .filter(event -> !(event instanceof Event.Stalled))
                .map(Event::atNanos)
                .toList();
        assertThat(times).isSorted();
    }
}
