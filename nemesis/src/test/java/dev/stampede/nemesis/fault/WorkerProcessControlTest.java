package dev.stampede.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends real signals to a child process. */
final class WorkerProcessControlTest {
    private final WorkerProcessControl processes = new WorkerProcessControl();
    private Process child;

    @BeforeEach
    void start() throws IOException {
        child = new ProcessBuilder("sleep", "120").start();
    }

    @AfterEach
    void end() throws InterruptedException {
        child.destroyForcibly().waitFor();
    }

    @Test
    void paused_process_is_reported_as_paused_and_can_be_resumed() throws Exception {
        assertThat(processes.paused(child.pid())).isFalse();

        processes.pause(child.pid());
        await().until(() -> processes.paused(child.pid()));

        processes.resume(child.pid());
        await().until(() -> !processes.paused(child.pid()));
        assertThat(processes.alive(child.pid())).isTrue();
    }

    @Test
    void paused_process_can_be_killed() throws Exception {
        processes.pause(child.pid());

        processes.kill(child.pid());

        assertThat(processes.alive(child.pid())).isFalse();
        assertThat(processes.paused(child.pid())).isFalse();
    }

    @Test
    void ended_process_can_be_resumed_without_effect_but_not_paused() throws Exception {
        child.destroyForcibly().waitFor();

        processes.resume(child.pid());
        processes.kill(child.pid());

        assertThatThrownBy(() -> processes.pause(child.pid()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("SIGSTOP could not be sent to process " + child.pid());
    }
}
