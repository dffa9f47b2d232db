package dev.stampede.checker.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.checker.history.io.HistoryWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of 200,000 operations, with one attempt each, is written, read and traversed in a heap of 52 MB; so a million
 * operations fit in 256 MB.
 */
class HistoryMemoryTest {
    private static final int OPERATIONS = 200_000;

    @TempDir
    Path folder;

    @Test
    void read_operations_with_an_attempt_each_fits_in_256_mb_per_million() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx52m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HistoryMemoryTest.class.getName(),
                        folder.resolve(HistoryWriter.FILE_NAME).toString())
                .redirectErrorStream(true)
                .start();
        try {
            List<String> output;
            try (var lines = child.inputReader()) {
                output = lines.lines().limit(1000).toList();
            }
            assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(output).anyMatch(line -> line.startsWith(OPERATIONS + " operations"));
            assertThat(child.exitValue()).as(String.join("\n", output)).isZero();
        } finally {
            child.destroyForcibly();
        }
    }

    /** Runs in the child. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        long started = System.nanoTime();
        write(file);
        long written = System.nanoTime();
        History history = HistoryReader.read(file);
        long read = System.nanoTime();
        long sum = 0;
        for (Operation o : history.operations()) {
            sum += o.completedNanos() - o.invokedNanos();
        }
        for (Attempt a : history.attempts()) {
            sum += a.zxid();
        }
        long walked = System.nanoTime();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%d operations, %d attempts: %d MB held, %d MB file, written in %d ms, read in %d ms, walked in %d ms"
                        + " (%d)%n",
                history.operations().size(),
                history.attempts().size(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                java.nio.file.Files.size(file) >> 20,
                (written - started) / 1_000_000,
                (read - written) / 1_000_000,
                (walked - read) / 1_000_000,
                sum);
    }

    private static void write(Path file) throws IOException {
        try (HistoryWriter writer = HistoryWriter.create(file, Samples.header())) {
            for (int i = 0; i < OPERATIONS; i++) {
                long at = i * 20_000L;
                long zxid = 0x1_0000_0000L + i;
                long session = 0x1000_0000_0000_0000L + i % 10;
                ZnodeStat stat = new ZnodeStat(zxid, zxid, zxid, 1_790_000_000_000L + i / 50, 0, 0, 0, session, 16, 0);
                String path = "/locks/a/_c_" + i + "-lock-" + i;
                writer.append(new Event.Invoked(i, i % 10, "write", "/keys/" + i % 100, "argument " + i, at));
                writer.append(new Event.AttemptSent(
                        i, i % 10, i, session, i / 10, Opcode.CREATE, "/locks/a/_c_" + i, at + 1));
                writer.append(
                        new Event.AttemptAnswered(i, ResultCode.OK, session, zxid, null, path, stat, at + 900_000));
                writer.append(
                        new Event.Completed(i, Outcome.OK, "result " + i, null, session, zxid, zxid, at + 1_000_000));
            }
        }
    }
}
