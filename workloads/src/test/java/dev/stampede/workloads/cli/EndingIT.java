package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.HistoryReader;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a run is ended, nothing that was recorded is lost and nothing stays behind. */
@Smoke
class EndingIT {
    private static final Duration BEGINS = Duration.ofSeconds(60);
    private static final Duration ENDS = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void interrupt_closes_the_history_and_leaves_no_member() throws Exception {
        Process harness = startAndAwaitChaos();
        List<ProcessHandle> members = harness.descendants().toList();
        assertThat(members).hasSizeGreaterThanOrEqualTo(3);
        signal("INT", harness);
        assertThat(harness.waitFor(ENDS.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(said()).contains("interrupted; what was recorded until then is in");
        awaitGone(members);
        History history = HistoryReader.read(history());
        assertThat(history.truncation()).isNull();
        assertThat(history.operations()).isNotEmpty();
    }

    @Test
    void kill_of_the_harness_leaves_a_history_that_can_be_read_and_no_member() throws Exception {
        Process harness = startAndAwaitChaos();
        List<ProcessHandle> members = harness.descendants().toList();
        // A second passes, so that what was recorded before it is on disk.
        TimeUnit.MILLISECONDS.sleep(1_500);
        signal("KILL", harness);
        assertThat(harness.waitFor(ENDS.toSeconds(), TimeUnit.SECONDS)).isTrue();
        awaitGone(members);
        History history = HistoryReader.read(history());
        assertThat(history.truncation()).isNotNull();
        assertThat(history.operations()).isNotEmpty();
    }

    private Process startAndAwaitChaos() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of("run", "lock", "--time", "60s", "--seed", "1", "--out", folder.toString()));
        Process harness = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        await().atMost(BEGINS).until(() -> said().contains("chaos\n"));
        return harness;
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("said.txt"), StandardCharsets.UTF_8);
    }

    private Path history() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().equals("history.jsonl.gz"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitGone(List<ProcessHandle> processes) {
        await().atMost(ENDS).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }
}
