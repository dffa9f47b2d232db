package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Writes a page of each kind to {@code target/previews} for visual inspection, and verifies the size limit. */
class PreviewTest {
    private static final Path PREVIEWS = Path.of("target", "previews");

    @Test
    void page_of_each_kind_of_run_stays_below_eight_megabytes() throws IOException {
        History valid = SampleRuns.lock(8_000, false);
        History big = SampleRuns.lock(100_000, true);

        assertThat(preview("valid", valid, SampleRuns.valid(valid))).isLessThan(8L << 20);
        assertThat(preview("invalid", SampleRuns.lock(2_000, true), SampleRuns.invalid("/locks/a")))
                .isLessThan(8L << 20);
        assertThat(preview("inconclusive", SampleRuns.lock(40, false), SampleRuns.inconclusive()))
                .isLessThan(8L << 20);
        assertThat(preview("hostile", SampleRuns.hostile(SampleRuns.ATTACK), SampleRuns.invalid(SampleRuns.ATTACK)))
                .isLessThan(8L << 20);
        assertThat(preview("big", big, SampleRuns.invalid("/locks/a"))).isLessThan(2L << 20);
    }

    @Test
    void page_of_a_harness_failure_is_small() throws IOException {
        Path folder = Files.createDirectories(PREVIEWS.resolve("failure"));
        Path log = Files.writeString(
                folder.resolve("member-2.log"),
                """
                2026-11-24 00:00:01,210 [myid:] - INFO  [main:QuorumPeerConfig@137] - Reading configuration from: zoo.cfg
                2026-11-24 00:00:01,420 [myid:2] - INFO  [main:QuorumPeer@1500] - currentEpoch not found! Creating with a reasonable default of 0
                2026-11-24 00:00:01,498 [myid:2] - ERROR [main:QuorumPeerMain@99] - Unexpected exception, exiting abnormally
                java.net.BindException: Address already in use
                \tat java.base/sun.nio.ch.Net.bind0(Native Method)
                """);
        Path page = RunReport.writeFailure(
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

        assertThat(Files.size(page)).isLessThan(200_000);
    }

    private static long preview(String name, History history, RunVerdict verdict) throws IOException {
        Path folder = Files.createDirectories(PREVIEWS.resolve(name));
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            log.append(String.format(
                    java.util.Locale.ROOT,
                    "2026-11-24 00:00:%02d,%03d [myid:1] - INFO  [QuorumPeer[myid=1]:Follower@293] - line %d of %s%n",
                    i / 50,
                    i % 50 * 20,
                    i,
                    name.equals("hostile") ? SampleRuns.ATTACK : "a made-up log"));
        }
        Path file = Files.writeString(folder.resolve("member-1.log"), log);
        Attachments attachments = new Attachments(Map.of("member 1", file), List.of());
        return Files.size(RunReport.write(history, verdict, folder, attachments));
    }
}
