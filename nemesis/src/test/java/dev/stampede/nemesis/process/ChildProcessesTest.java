package dev.stampede.nemesis.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("any other test would remove the leftovers of the killed harness")
class ChildProcessesTest {
    private static final List<String> SLEEP = List.of("sleep", "600");

    @TempDir
    Path temp;

    @Test
    void start_of_a_piped_child_connects_both_streams() throws IOException {
        try (ChildProcesses children = ChildProcesses.open()) {
            ChildProcess cat = children.start(ChildSpec.piped("cat", List.of("cat"), temp, temp.resolve("log")));
            cat.stdin().write("hello\n".getBytes(StandardCharsets.UTF_8));
            cat.stdin().flush();

            assertThat(reader(cat).readLine()).isEqualTo("hello");
        }
    }

    @Test
    void start_of_a_logged_child_collects_both_streams() throws Exception {
        try (ChildProcesses children = ChildProcesses.open()) {
            Path log = temp.resolve("log");
            ChildProcess child = children.start(
                    ChildSpec.logged("talker", List.of("sh", "-c", "echo out; echo err >&2; exit 3"), temp, log));
            child.onExit().toCompletableFuture().get();

            assertThat(Files.readAllLines(log)).containsExactlyInAnyOrder("out", "err");
            assertThat(child.exitCode()).hasValue(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "guardian"})
    void start_of_a_program_that_does_not_exist_names_it(String orphanKiller) {
        try (ChildProcesses children = ChildProcesses.open(orphanKiller(orphanKiller))) {
            Path log = temp.resolve("log");
            ChildSpec spec = ChildSpec.logged("ghost", List.of("no-such-program"), temp, log);
            if (orphanKiller.equals("guardian")) {
                assertThatThrownBy(() -> children.start(spec))
                        .isInstanceOf(ProcessException.class)
                        .hasMessageContaining("child ghost")
                        .hasMessageContaining("no-such-program");
            } else {
                ChildProcess ghost = children.start(spec);
                await().untilAsserted(() -> assertThat(ghost.exitCode()).hasValue(127));
                assertThat(log).content().contains("no-such-program");
            }
        }
    }

    @Test
    void pause_stops_and_resume_continues() throws Exception {
        try (ChildProcesses children = ChildProcesses.open()) {
            ChildProcess cat = children.start(ChildSpec.piped("cat", List.of("cat"), temp, temp.resolve("log")));
            cat.pause();
            cat.pause();
            assertThat(cat.paused()).isTrue();
            assertThat(cat.alive()).isTrue();
            cat.stdin().write("late\n".getBytes(StandardCharsets.UTF_8));
            cat.stdin().flush();

            cat.resume();

            assertThat(cat.paused()).isFalse();
            assertThat(reader(cat).readLine()).isEqualTo("late");
        }
    }

    @Test
    void kill_of_a_paused_child_ends_it_immediately() {
        try (ChildProcesses children = ChildProcesses.open()) {
            ChildProcess child = children.start(ChildSpec.logged("s", SLEEP, temp, temp.resolve("log")));
            child.pause();

            child.kill();

            assertThat(child.alive()).isFalse();
            assertThat(child.paused()).isFalse();
            assertThat(child.exitCode()).hasValue(128 + 9);
            assertThatThrownBy(child::pause)
                    .isInstanceOf(ProcessException.class)
                    .hasMessageContaining("child s (process " + child.pid() + ") has exited");
        }
    }

    @Test
    void start_from_a_thread_that_ends_leaves_the_child_alive() throws Exception {
        try (ChildProcesses children = ChildProcesses.open()) {
            ChildProcess[] child = new ChildProcess[1];
            Thread shortLived = new Thread(
                    () -> child[0] = children.start(ChildSpec.piped("cat", List.of("cat"), temp, temp.resolve("log"))));
            shortLived.start();
            shortLived.join();

            // An answer proves that the end of the thread sent no signal.
            child[0].stdin().write("still here\n".getBytes(StandardCharsets.UTF_8));
            child[0].stdin().flush();
            assertThat(reader(child[0]).readLine()).isEqualTo("still here");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "guardian"})
    void close_kills_living_children_and_removes_the_folder(String orphanKiller) {
        ChildProcesses children = ChildProcesses.open(orphanKiller(orphanKiller));
        Path folder = children.folder();
        ChildProcess child = children.start(ChildSpec.logged("s", SLEEP, folder, folder.resolve("log")));
        child.pause();

        children.close();
        children.close();

        assertThat(child.alive()).isFalse();
        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> children.start(ChildSpec.logged("t", SLEEP, temp, temp.resolve("log"))))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("its owner is closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kernel", "guardian"})
    void kill_of_the_harness_ends_a_paused_child_and_the_next_start_removes_the_folder(String orphanKiller)
            throws Exception {
        Process harness = harness(orphanKiller, "wait");
        BufferedReader said = harness.inputReader();
        long child = Long.parseLong(said.readLine());
        Path folder = Path.of(said.readLine());
        assertThat(ProcessIdentity.of(child)).isPresent();

        harness.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> ProcessIdentity.of(child).isEmpty());
        assertThat(folder).exists();
        ChildProcesses.open().close();
        assertThat(folder).doesNotExist();
    }

    @Test
    void exit_of_the_harness_ends_a_paused_child_and_removes_the_folder() throws Exception {
        Process harness = harness("kernel", "exit");
        BufferedReader said = harness.inputReader();
        long child = Long.parseLong(said.readLine());
        Path folder = Path.of(said.readLine());

        assertThat(harness.waitFor()).isZero();

        assertThat(ProcessIdentity.of(child)).isEmpty();
        assertThat(folder).doesNotExist();
    }

    private static Process harness(String orphanKiller, String then) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Harness.class.getName(),
                        orphanKiller,
                        then)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static OrphanKiller orphanKiller(String name) {
        return name.equals("guardian") ? new OrphanKiller.Guardian() : new OrphanKiller.ParentDeathSignal();
    }

    private static BufferedReader reader(ChildProcess child) {
        return new BufferedReader(new java.io.InputStreamReader(child.stdout(), StandardCharsets.UTF_8));
    }
}
