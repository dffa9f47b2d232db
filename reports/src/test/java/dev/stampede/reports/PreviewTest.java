package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Writes a page of each kind to {@code target/previews} for visual inspection, and verifies the size limits. */
class PreviewTest {
    private static final Path PREVIEWS = Path.of("target", "previews");

    @Test
    void artificial_page_of_each_verdict_stays_below_eight_megabytes() throws IOException {
        History valid = SampleRuns.lock(8_000, false);
        History big = SampleRuns.lock(100_000, true);

        assertThat(preview("sample-valid", valid, SampleRuns.valid(valid))).isLessThan(8L << 20);
        assertThat(preview("sample-invalid", SampleRuns.lock(2_000, true), SampleRuns.invalid("/locks/a")))
                .isLessThan(8L << 20);
        assertThat(preview("sample-inconclusive", SampleRuns.lock(40, false), SampleRuns.inconclusive()))
                .isLessThan(8L << 20);
        assertThat(preview("hostile", SampleRuns.hostile(SampleRuns.ATTACK), SampleRuns.invalid(SampleRuns.ATTACK)))
                .isLessThan(8L << 20);
        assertThat(preview("big", big, SampleRuns.invalid("/locks/a"))).isLessThan(2L << 20);
    }

    @Test
    void recorded_page_of_each_kind_has_the_verdict_and_the_layer_that_its_name_promises() throws IOException {
        SamplePages.write(PREVIEWS);

        assertThat(run("valid").path("verdict").asText()).isEqualTo("VALID");
        assertThat(run("inconclusive").path("verdict").asText()).isEqualTo("INCONCLUSIVE");
        assertThat(first("overlap"))
                .startsWith("mutual-exclusion/belief-overlap: the user's code: com.example.CheckThenCreateLock");
        assertThat(first("curator-604"))
                .startsWith("mutual-exclusion/foreign-grant: the recipe or the client library");
        assertThat(first("lost-write")).startsWith("audit/lost-write: the ensemble");
        assertThat(Files.size(PREVIEWS.resolve(SamplePages.FAILURE).resolve(RunReport.PAGE)))
                .isLessThan(200_000);
    }

    private static String first(String name) throws IOException {
        JsonNode finding = run(name).path("findings").path(0);
        return finding.path("check").asText() + "/" + finding.path("kind").asText() + ": "
                + finding.path("layer").asText();
    }

    private static JsonNode run(String name) throws IOException {
        return new ObjectMapper().readTree(PREVIEWS.resolve(name).resolve("run.json").toFile());
    }

    private static long preview(String name, History history, RunVerdict verdict) throws IOException {
        Path folder = Files.createDirectories(PREVIEWS.resolve(name));
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            log.append(String.format(
                    Locale.ROOT,
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
