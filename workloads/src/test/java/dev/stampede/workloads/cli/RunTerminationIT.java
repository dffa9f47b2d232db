package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.workloads.junit.Smoke;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the end of a run, in any way, loses no recorded event and leaves no process. */
@Smoke
class RunTerminationIT {
    private static final Duration BEGINS = Duration.ofSeconds(60);
    private static final Duration ENDS = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private Path said;

    @BeforeEach
    void nameTheOutput() {
        said = elsewhere.resolve("said.txt");
    }

    @Test
    void interrupt_closes_the_history_and_leaves_no_member() throws Exception {
        Process harness = startAndAwaitChaos();
        List<ProcessHandle> members = harness.descendants().toList();
        assertThat(members).hasSizeGreaterThanOrEqualTo(3);
        signal("INT", harness);
        assertThat(harness.waitFor(ENDS.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(said()).contains("interrupted; the history so far is in");
        awaitGone(members);
        History history = HistoryReader.read(history());
        assertThat(history.truncation()).isNull();
        assertThat(history.operations()).isNotEmpty();
    }

    @Test
    void kill_of_the_harness_leaves_a_history_that_can_be_read_and_no_member() throws Exception {
        Process harness = startAndAwaitChaos();
        List<ProcessHandle> members = harness.descendants().toList();
        // Waits 1 s, so that the events recorded before are on disk.
        TimeUnit.MILLISECONDS.sleep(1_500);
        signal("KILL", harness);
        assertThat(harness.waitFor(ENDS.toSeconds(), TimeUnit.SECONDS)).isTrue();
        awaitGone(members);
        History history = HistoryReader.read(history());
        assertThat(history.truncation()).isNotNull();
        assertThat(history.operations()).isNotEmpty();
    }

    @Test
    void full_disk_ends_the_run_with_a_remedy_and_keeps_the_recorded_events() throws Exception {
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", folder.toString()))
                .as("a small disk of its own, which only root can mount")
                .isZero();
        try {
            Process harness = start(folder.resolve("runs"), said);
            List<ProcessHandle> members = awaitMembers(harness);
            assertThat(harness.waitFor(BEGINS.toSeconds() + ENDS.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(harness.exitValue()).isEqualTo(3);
            assertThat(said()).contains("No space left on device").contains("--out");
            awaitGone(members);
            History history = HistoryReader.read(history());
            assertThat(history.truncation()).isNotNull();
            assertThat(history.operations()).isNotEmpty();
        } finally {
            assertThat(run("umount", folder.toString())).isZero();
        }
    }

    private static List<ProcessHandle> awaitMembers(Process harness) {
        await().atMost(BEGINS).until(() -> harness.descendants().count() >= 3);
        return harness.descendants().toList();
    }

    private Process startAndAwaitChaos() throws IOException {
        Process harness = start(folder, said);
        await().atMost(BEGINS).until(() -> said().contains(": faults"));
        return harness;
    }

    private static Process start(Path out, Path said) throws IOException {
        // A background build in a script ignores SIGINT, and its children inherit this.
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("run", "lock", "--time", "60s", "--seed", "1", "--out", out.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    private String said() throws IOException {
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    private Path history() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().equals("history.jsonl.gz"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(run("kill", "-" + name, Long.toString(process.pid()))).isZero();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void awaitGone(List<ProcessHandle> processes) {
        await().atMost(ENDS).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }
}
