package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A known finding is named in each file of a report. */
class KnownFindingReportTest {
    private static final String NAME = "this is CURATOR-604, open in 5.9.0";
    private static final String LINK = "https://issues.apache.org/jira/browse/CURATOR-604";

    @TempDir
    private Path folder;

    @Test
    void known_finding_is_in_the_bar_with_its_cause_work_around_and_link_below() throws IOException {
        write(Map.of("Curator", "5.9.0"));

        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page.substring(0, page.indexOf("<nav")))
                .contains(NAME, "Layer at fault: the recipe or the client library");
        assertThat(page.substring(page.indexOf("<main"), page.indexOf("id=\"timeline\"")))
                .contains("<strong>Known finding</strong> <a href=\"" + LINK + "\">")
                .contains("LockInternals.internalLockLoop")
                .contains("<strong>Work-around:</strong> compare the session id");
        assertThat(Files.readString(folder.resolve("summary.md")))
                .contains("**Known finding:** " + NAME + "; work-around: compare", LINK.replace("_", "\\_"));
        assertThat(Files.readString(folder.resolve("summary.txt"))).contains(NAME + "; work-around: compare", LINK);
    }

    @Test
    void run_json_names_the_known_finding_and_the_signature_that_a_baseline_compares() throws IOException {
        write(Map.of("Curator", "5.9.0"));

        JsonNode run = new ObjectMapper().readTree(folder.resolve("run.json").toFile());
        assertThat(run.get("verdict").asText()).isEqualTo("INVALID");
        JsonNode known = run.get("findings").get(0).get("known").get(0);
        assertThat(known.get("id").asText()).isEqualTo("CURATOR-604");
        assertThat(known.get("version").asText()).isEqualTo("5.9.0");
        assertThat(known.get("link").asText()).isEqualTo(LINK);
        assertThat(known.get("workAround").asText()).isNotBlank();
        JsonNode signature = run.get("violationSignatures").get(0);
        assertThat(signature.get("check").asText()).isEqualTo("mutual-exclusion");
        assertThat(signature.get("finding").asText()).isEqualTo("CURATOR-604");
        assertThat(signature.get("complete").asBoolean()).isTrue();
    }

    @Test
    void anomaly_that_is_not_known_names_none() throws IOException {
        write(Map.of("Curator", "1.3.3"));

        assertThat(Files.readString(folder.resolve("report.html"))).doesNotContain("CURATOR-604", "Known finding");
        JsonNode run = new ObjectMapper().readTree(folder.resolve("run.json").toFile());
        assertThat(run.get("findings").get(0).get("known")).isEmpty();
        assertThat(run.get("violationSignatures").get(0).get("finding").isNull())
                .isTrue();
    }

    private void write(Map<String, String> environment) throws IOException {
        RunHeader header = FailureTextTest.header(environment);
        History history =
                History.builder(header).add(new Event.RunEnded(null, 10)).build();
        Anomaly anomaly = new Anomaly(
                "mutual-exclusion",
                "foreign-grant",
                "client 1 was granted /locks/a on a znode of its previous session",
                List.of("the conclusion"),
                Blame.USER_CODE,
                List.of(),
                List.of(),
                1,
                2,
                new Citation("one holder", "the recipe", "https://example.org"),
                null,
                new Anomaly.Signature("mutual-exclusion", "foreign-grant", List.of(), "lock/inter-process-mutex"));
        CheckResult result = CheckResult.of("mutual-exclusion", Coverage.of("holds", 1), "", List.of(anomaly));
        RunReport.write(
                history,
                new RunVerdict(Verdict.INVALID, anomaly.headline(), List.of(result), null),
                folder,
                new Attachments(Map.of(), List.of()));
    }
}
