package dev.stampede.reports;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.checker.registry.Checks;
import dev.stampede.reports.index.RunIndex;
import dev.stampede.reports.index.RunSummary;
import dev.stampede.reports.index.RunSummary.Purpose;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A page of each kind, in a folder of its own, and the index over them. The histories are recorded, or recorded and
 * changed as the name says; their verdicts come from the checks. Stateless.
 */
final class SamplePages {
    /** The pages of runs: the names of their folders. */
    static final List<String> RUNS = List.of("valid", "overlap", "curator-604", "lost-write", "inconclusive");

    /** The page of a run that has no history. */
    static final String FAILURE = "failure";

    private static final Path RECORDED = Path.of("..", "checker", "src", "test", "resources", "golden");
    private static final String NAMING = "naming-under-partition";
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final long BYTES = 1L << 26;

    private SamplePages() {}

    /** Writes all of them, and {@code index.html}, into this folder. */
    static void write(Path folder) throws IOException {
        List<RunSummary> runs = new ArrayList<>();
        runs.add(run(folder.resolve("valid"), NAMING, line -> true));
        runs.add(run(folder.resolve("overlap"), "lock-belief-overlap", line -> true));
        runs.add(run(folder.resolve("curator-604"), "lock-foreign-grant", line -> true));
        runs.add(run(
                folder.resolve("lost-write"),
                "configuration-under-kill",
                line -> !isAuditOf("/configuration/k3", line)));
        runs.add(run(folder.resolve("inconclusive"), NAMING, line -> !line.contains("\"event\":\"faultActive\"")));
        failure(folder.resolve(FAILURE));
        RunIndex.write(folder, runs);
    }

    private static boolean isAuditOf(String path, String line) {
        return line.contains("\"event\":\"znodeAudited\"") && line.contains("\"path\":\"" + path + "\"");
    }

    private static RunSummary run(Path folder, String recorded, Predicate<String> kept) throws IOException {
        Path file = Files.createDirectories(folder).resolve("history.jsonl.gz");
        copy(RECORDED.resolve(recorded + ".jsonl.gz"), file, kept);
        History history = HistoryReader.read(file);
        List<Check> checks = history.header().checks().stream().map(Checks::of).toList();
        RunVerdict verdict = CheckRunner.judge(history, Checks.ofRun(checks), TIME, BYTES);
        RunReport.write(history, verdict, folder, Attachments.NONE);
        return RunSummary.of(history, verdict, String.valueOf(folder.getFileName()), Purpose.SUBJECT);
    }

    private static void copy(Path from, Path to, Predicate<String> kept) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(from)), StandardCharsets.UTF_8));
                Writer out = new OutputStreamWriter(
                        new GZIPOutputStream(Files.newOutputStream(to)), StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (kept.test(line)) {
                    out.write(line + "\n");
                }
            }
        }
    }

    private static void failure(Path folder) throws IOException {
        Path log = Files.writeString(
                Files.createDirectories(folder).resolve("member-2.log"),
                """
                2026-11-24 00:00:01,210 [myid:] - INFO  [main:QuorumPeerConfig@137] - Reading configuration from: zoo.cfg
                2026-11-24 00:00:01,420 [myid:2] - INFO  [main:QuorumPeer@1500] - currentEpoch not found! Creating with a reasonable default of 0
                2026-11-24 00:00:01,498 [myid:2] - ERROR [main:QuorumPeerMain@99] - Unexpected exception, exiting abnormally
                java.net.BindException: Address already in use
                \tat java.base/sun.nio.ch.Net.bind0(Native Method)
                """);
        RunReport.writeFailure(
                SampleRuns.header(List.of("partition")),
                new HarnessFailure(
                        "starting the ensemble",
                        """
                        member 2 did not become ready within 30 s: its process ended with exit code 1
                        member 1: looking for a leader since 1.2 s
                        member 2: ended after 0.9 s, the last line of its log: java.net.BindException: Address already in use
                        member 3: looking for a leader since 1.3 s
                        """,
                        Instant.parse("2026-11-24T00:00:00Z"),
                        Instant.parse("2026-11-24T00:00:30.200Z"),
                        List.of("Free port 22181 on 127.61.1.2: another process listens on it.")),
                folder,
                new Attachments(Map.of("member 2", log), List.of()));
    }
}
