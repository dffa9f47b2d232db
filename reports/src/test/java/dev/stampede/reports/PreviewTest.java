package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leaves a page of each kind in {@code target/previews}, to be looked at, and holds them to the bound on size. */
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
        Path folder = PREVIEWS.resolve("failure");
        Path page = RunReport.writeFailure(
                SampleRuns.header(List.of("partition")),
                "member 2 did not start within 30 s: java.net.BindException: Address already in use",
                folder,
                Attachments.NONE);

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
