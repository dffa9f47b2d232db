package dev.stampede.nemesis.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real signals to a process of our own. */
final class HostProcessControlTest {
    private final HostProcessControl processes = new HostProcessControl();
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
    void stopped_process_is_seen_stopped_and_goes_on() throws Exception {
        assertThat(processes.stopped(child.pid())).isFalse();

        processes.stop(child.pid());
        await().until(() -> processes.stopped(child.pid()));

        processes.go(child.pid());
        await().until(() -> !processes.stopped(child.pid()));
        assertThat(processes.alive(child.pid())).isTrue();
    }

    @Test
    void stopped_process_can_be_killed_and_is_gone_then() throws Exception {
        processes.stop(child.pid());

        processes.kill(child.pid());

        assertThat(processes.alive(child.pid())).isFalse();
        assertThat(processes.stopped(child.pid())).isFalse();
    }

    @Test
    void process_that_is_gone_can_go_on_without_effect_but_not_be_stopped() throws Exception {
        child.destroyForcibly().waitFor();

        processes.go(child.pid());
        processes.kill(child.pid());

        assertThatThrownBy(() -> processes.stop(child.pid()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("SIGSTOP to process " + child.pid() + " failed");
    }
}
