package dev.stampede.workloads.client.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.stampede.BlockedDriver;
import dev.stampede.checker.history.data.Event;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.ReportedEvents;
import dev.stampede.workloads.client.TestDrivers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stacks of operations that last long. */
class BlockedOperationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReportedEvents events = new ReportedEvents();
    private final InProcessHost host = new InProcessHost();

    @AfterEach
    void close() {
        host.close();
    }

    private ClientHost.Client open(Class<? extends ClientDriver> driver) {
        ClientSpec spec = new ClientSpec(3, driver.getName(), Map.of("argument", "v"), 7, "127.0.0.1:1", 4000, "");
        return host.open(spec, events);
    }

    /** It is looked at once a second, and its stack does not change. */
    @Test
    void stack_of_a_long_operation_in_the_users_code_is_recorded_once() throws InterruptedException {
        ClientHost.Client client = open(BlockedDriver.class);

        Event.OperationBlocked blocked = events.await(Event.OperationBlocked.class, any -> true);
        assertThat(blocked.operation()).isOne();
        assertThat(blocked.stack())
                .startsWith("stampede-client-3 is TIMED_WAITING\n")
                .contains("CountDownLatch.await", "com.example.stampede.BlockedDriver.drive");
        assertThat(client.awaitStopped(PATIENCE)).isTrue();
        assertThat(events.of(Event.OperationBlocked.class)).hasSize(1);
        assertThat(events.of(Event.Completed.class).map(Event.Completed::operation))
                .containsExactly(0, 1);
    }

    @Test
    void stack_of_an_operation_outside_of_the_users_code_is_not_recorded() throws InterruptedException {
        ClientHost.Client client = open(TestDrivers.Mutex.class);

        assertThat(client.awaitStopped(Duration.ofSeconds(3))).isFalse();
        assertThat(events.of(Event.Invoked.class)).isNotEmpty();
        assertThat(events.of(Event.OperationBlocked.class)).isEmpty();
    }
}
