package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.check.RunFinding;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Track;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
    @TempDir
    Path folder;

    @Test
    void page_of_an_invalid_run_shows_the_verdict_the_reason_and_the_commands() throws IOException {
        History history = SampleRuns.lock(600, true);
        String page = write(history, SampleRuns.invalid("/locks/a"));

        assertThat(page)
                .contains("INVALID", "two clients held /locks/a at once for 5.1 s")
                .contains("the code of the client that uses the recipe", "no two clients think they hold the same lock")
                .contains(history.header().replay(), history.header().recheck())
                .contains("a probe through the link got no answer for 500 ms", "a probe was answered after 12 ms")
                .contains("of 9.2 s allowed", "no leader to isolate within 5 s")
                .contains("c2 was granted the lock before c1 released it")
                .contains("gave up after 60 s at hold 4,100");
    }

    @Test
    void page_without_a_script_draws_the_picture_of_a_check_with_its_series() throws IOException {
        RunVerdict plain = SampleRuns.inconclusive();
        Track picture = TrackBuilder.of("Versions of /conf/a")
                .point("the znode", "v1", Event.Severity.QUIET, 1.0, 1_000_000_000L)
                .point("the znode", "v7", Event.Severity.QUIET, 7.0, 20_000_000_000L)
                .point("the znode", "went back to v2", Event.Severity.BAD, 2.0, 40_000_000_000L)
                .track();
        RunVerdict drawn =
                new RunVerdict(plain.verdict(), plain.headline(), plain.checks(), plain.failure(), List.of(picture));

        String page = write(SampleRuns.lock(600, false), drawn);

        assertThat(page).contains(">Versions of /conf/a</text>", ">the znode</text>", "<title>went back to v2</title>");
        assertThat(page).contains("Versions of /conf/a: the znode");
        assertThat(steps(page) - steps(write(SampleRuns.lock(600, false), plain)))
                .isEqualTo(4);
    }

    private static int steps(String page) {
        return page.split("class=\"series\"", -1).length - 1;
    }

    @Test
    void page_loads_nothing_from_elsewhere() throws IOException {
        String page = write(SampleRuns.lock(600, true), SampleRuns.invalid("/locks/a"));

        assertThat(page).doesNotContain("<link", "@import", "src=\"http", "fetch(", "XMLHttpRequest", "import(");
        assertThat(page.length()).isLessThan(8 << 20);
    }

    @Test
    void files_of_a_run_are_complete_and_the_history_is_unchanged() throws IOException {
        Files.writeString(folder.resolve("history.jsonl.gz"), "as it was");
        String page = write(SampleRuns.lock(600, false), SampleRuns.valid(SampleRuns.lock(1, false)));

        assertThat(folder).isDirectoryContaining(p -> p.endsWith("report.html"));
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "history.jsonl.gz", "report.html", "run.json", "summary.md", "summary.txt", "trace.json");
        }
        assertThat(folder.resolve("history.jsonl.gz")).hasContent("as it was");
        assertThat(page).contains("href=\"history.jsonl.gz\"");
    }

    @Test
    void hostile_texts_anywhere_stay_text() throws IOException {
        Path log = Files.writeString(
                folder.resolve("member-1.log"), "2026-11-24 00:00:27,000 [myid:1] - WARN " + SampleRuns.ATTACK + "\n");
        History history = SampleRuns.hostile(SampleRuns.ATTACK);
        RunReport.write(
                history,
                SampleRuns.invalid(SampleRuns.ATTACK),
                folder,
                new Attachments(Map.of(SampleRuns.ATTACK, log), List.of()));
        String page = Files.readString(folder.resolve("report.html"));

        assertThat(page).doesNotContain("<script>alert(1)").doesNotContain("alert(1)</script>");
        assertThat(page).contains("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(Files.readString(folder.resolve("summary.md"))).doesNotContain("<script>alert(1)</script>\n\n#");
        assertThat(document(page))
                .contains("\\u003C/script>\\u003Cscript>alert(1)")
                .doesNotContain("<");
        new ObjectMapper().readTree(folder.resolve("run.json").toFile());
        new ObjectMapper().readTree(folder.resolve("trace.json").toFile());
    }

    @Test
    void truncated_history_is_reported_with_the_reason() throws IOException {
        History.Builder builder = History.builder(SampleRuns.header(List.of("partition")));
        builder.add(new Event.Invoked(0, 0, "acquire", "/locks/a", null, 5));
        History history = builder.truncated("line 3 of 3 is cut short").build();
        String page = write(history, CheckRunner.judge(history, List.of(), Duration.ofSeconds(1), 1 << 20));

        assertThat(page).contains("INCONCLUSIVE", "line 3 of 3 is cut short", "No fault was injected.");
    }

    @Test
    void page_of_a_history_without_operations_is_written() throws IOException {
        History history = History.builder(SampleRuns.header(List.of()))
                .add(new Event.RunEnded(null, 0))
                .build();
        String page = write(history, CheckRunner.judge(history, List.of(), Duration.ofSeconds(1), 1 << 20));

        assertThat(page)
                .contains(
                        "INCONCLUSIVE",
                        "no check was done",
                        "The history holds no operations.",
                        "planned without faults");
    }

    @Test
    void page_of_an_invalid_run_has_its_parts_in_the_order_in_which_they_are_read() throws IOException {
        String page = write(SampleRuns.lock(600, true), SampleRuns.invalid("/locks/a"));

        assertThat(sections(page))
                .containsExactly(
                        "what",
                        "timeline",
                        "counterexample",
                        "replay",
                        "checks",
                        "faults",
                        "ensemble",
                        "operations",
                        "environment",
                        "attachments");
        assertThat(page).contains("Layer at fault: the code of the client that uses the recipe · 1 violation recorded");
    }

    @Test
    void anomaly_with_many_steps_unfolds_the_conclusion_and_two_more() throws IOException {
        String page = write(SampleRuns.lock(600, true), SampleRuns.invalid("/locks/a"));

        String shown = page.substring(page.indexOf("<ol class=\"steps\">"), page.indexOf("<summary>1 more step"));
        assertThat(shown).contains("at 25.900 s c1 was granted").contains("at 27.020 s c2 was granted");
        assertThat(page.substring(page.indexOf("<summary>1 more step"), page.indexOf("Broken promise:")))
                .contains("<ol class=\"steps\" start=\"4\">", "c1 was told LOST at 29.500 s", "</details>");
    }

    @Test
    void findings_stand_in_the_order_of_the_verdict_everywhere_with_consequences_below_their_cause()
            throws IOException {
        Anomaly overlap =
                SampleRuns.invalid("/locks/a").checks().get(0).anomalies().get(0);
        RunFinding write = new RunFinding(
                Gravity.EFFECT,
                7,
                List.of(SampleRuns.like(overlap, "stale-write", "a stale write was accepted")),
                List.of());
        RunFinding leak = new RunFinding(
                Gravity.LEFTOVER, 1, List.of(SampleRuns.like(overlap, "leaked-znode", "a znode stayed")), List.of());
        RunFinding first = new RunFinding(Gravity.STATE, 1129, List.of(overlap), List.of(write));
        CheckResult check = CheckResult.of(
                "mutual-exclusion", Coverage.of("holds", 9), "", List.of(leak.first(), write.first(), overlap));

        String page = write(
                SampleRuns.lock(600, true),
                new RunVerdict(
                        Verdict.INVALID, first.headline(), List.of(first, leak), List.of(check), null, List.of()));

        String summary = Files.readString(folder.resolve("summary.md"));
        String text = Files.readString(folder.resolve("summary.txt"));
        for (String shown : List.of(page, summary, text)) {
            assertThat(shown.replace("\\", ""))
                    .containsSubsequence("held /locks/a at once for 5.1 s (the first of 1,129)", "1,137 violations");
            assertThat(shown).containsSubsequence("a stale write was accepted (the first of 7)", "a znode stayed");
        }
        assertThat(text)
                .containsSubsequence(
                        "Violation: two clients held /locks/a at once for 5.1 s",
                        "1,129 found; the first one:",
                        "layer at fault: the code of the client that uses the recipe",
                        "consequence: mutual-exclusion/stale-write: a stale write was accepted (the first of 7)",
                        "Violation: a znode stayed");
        assertThat(run().at("/findings/0/kind").asText()).isEqualTo("overlap");
        assertThat(run().at("/findings/0/count").asInt()).isEqualTo(1129);
        assertThat(run().at("/findings/0/layer").asText()).isEqualTo("the code of the client that uses the recipe");
        assertThat(run().at("/findings/0/consequences/0/kind").asText()).isEqualTo("stale-write");
        assertThat(run().at("/findings/1/kind").asText()).isEqualTo("leaked-znode");
    }

    @Test
    void layer_at_fault_names_the_class_of_the_user() {
        assertThat(RunFinding.layer(Blame.USER_CODE, "com.example.BrokenLock"))
                .isEqualTo("the user's code: com.example.BrokenLock");
        assertThat(RunFinding.layer(Blame.USER_CODE, null)).isEqualTo("the code of the client that uses the recipe");
    }

    @Test
    void anomalies_of_one_kind_are_one_entry_with_a_count() throws IOException {
        Anomaly overlap =
                SampleRuns.invalid("/locks/a").checks().get(0).anomalies().get(0);
        CheckResult check = CheckResult.of(
                "mutual-exclusion", Coverage.of("holds", 9), "3 overlaps", List.of(overlap, overlap, overlap));
        RunVerdict verdict = new RunVerdict(Verdict.INVALID, overlap.headline(), List.of(check), null);

        String page = write(SampleRuns.lock(600, true), verdict);

        assertThat(page.split("<article class=\"finding", -1)).hasSize(2);
        assertThat(page).contains("the first of 3 of this kind", "2 more of this kind");
        assertThat(folder.resolve("summary.md")).content().containsOnlyOnce("### Violation:");
        assertThat(folder.resolve("summary.txt"))
                .content()
                .containsOnlyOnce("Violation: ")
                .contains("3 found; the first one:");
    }

    @Test
    void page_of_a_valid_run_states_the_evidence() throws IOException {
        History history = SampleRuns.lock(600, false);

        String page = write(history, SampleRuns.valid(history));

        assertThat(page)
                .contains(
                        "3 checks found no violation in " + history.operations().size() + " operations.")
                .contains("3 of 3 faults took effect and healed; the slowest recovery took", "of 9.2 s allowed.")
                .contains("<details class=\"finding caveat\"");
    }

    @Test
    void page_of_an_inconclusive_run_says_which_check_could_not_decide() throws IOException {
        String page = write(SampleRuns.lock(40, false), SampleRuns.inconclusive());

        assertThat(page)
                .contains("planned-faults could not decide. What it found: 3 requirements judged; 3 faults.")
                .contains("No violation was found, but too little was proved for VALID");
    }

    @Test
    void page_of_a_harness_failure_shows_times_details_advice_and_the_end_of_the_logs() throws IOException {
        Path log = folder.resolve("member-2.log");
        Files.write(
                log, IntStream.rangeClosed(1, 100).mapToObj(i -> "line " + i).toList());
        HarnessFailure failure = new HarnessFailure(
                "starting the ensemble",
                "member 2 did not become ready within 30 s\nmember 2: ended after 0.9 s",
                Instant.parse("2026-11-24T00:00:00Z"),
                Instant.parse("2026-11-24T00:00:30.200Z"),
                List.of("Free port 2888."));

        RunReport.writeFailure(
                SampleRuns.header(List.of("partition")),
                failure,
                folder,
                new Attachments(Map.of("member 2", log, "member 3", folder.resolve("missing.log")), List.of()));

        String page = Files.readString(folder.resolve("report.html"));
        assertThat(page)
                .contains("member 2 did not become ready within 30 s</span>", "nothing was judged")
                .contains("The harness failed at 2026-11-24 00:00:30 UTC while starting the ensemble, 30.2 s after"
                        + " this activity began.")
                .contains("member 2: ended after 0.9 s", "<li>Free port 2888.</li>")
                .contains("the last 60 lines of 100", "line 41\n", "line 100", "the log cannot be read")
                .doesNotContain("line 40\n");
        assertThat(sections(page)).containsExactly("what", "replay", "environment", "attachments");
        assertThat(folder.resolve("summary.txt")).content().contains("What to do\n  - Free port 2888.");
        assertThat(run().path("verdict").asText()).isEqualTo("INCONCLUSIVE");
    }

    private static List<String> sections(String page) {
        return Pattern.compile("<section id=\"(\\w+)\"")
                .matcher(page)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    @Test
    void page_of_a_harness_failure_without_a_header_is_written() throws IOException {
        RunReport.writeFailure(null, "member 2 did not start: port 2888 is taken", folder, Attachments.NONE);

        assertThat(folder.resolve("report.html"))
                .content()
                .contains(
                        "INCONCLUSIVE", "member 2 did not start: port 2888 is taken", "Not available: the run failed");
        assertThat(run().path("failure").asText()).isEqualTo("member 2 did not start: port 2888 is taken");
    }

    @Test
    void run_json_is_versioned_and_holds_the_verdict() throws IOException {
        write(SampleRuns.lock(600, true), SampleRuns.invalid("/locks/a"));

        JsonNode run = run();
        assertThat(run.path("format").asText()).isEqualTo("stampede-run");
        assertThat(run.path("version").asInt()).isEqualTo(2);
        assertThat(run.path("verdict").asText()).isEqualTo("INVALID");
        assertThat(run.at("/checks/0/anomalies/0/signature").asText())
                .isEqualTo("mutual-exclusion/overlap under session-expiry:close in lock/naive");
        assertThat(run.at("/faults/windows").size()).isEqualTo(3);
        assertThat(run.at("/faults/windows/0/tookEffect").asBoolean()).isTrue();
        assertThat(run.at("/faults/windows/0/effectProof").asText())
                .isEqualTo("a probe through the link got no answer for 500 ms");
        assertThat(run.at("/faults/windows/0/healed").asBoolean()).isTrue();
        assertThat(run.at("/faults/skipped/0/reason").asText()).isEqualTo("no leader to isolate within 5 s");
        assertThat(run.toString()).doesNotContain("bite", "cure", "diverged", "atom", "lookedAt");
    }

    @Test
    void summary_for_ci_stays_below_its_limit_and_says_what_it_omits() throws IOException {
        History.Builder builder = History.builder(SampleRuns.header(List.of("partition")));
        for (int i = 0; i < 2000; i++) {
            builder.add(new Event.FaultInjecting(
                    "p#" + i,
                    "p",
                    "partition",
                    "leader",
                    "x".repeat(400),
                    List.of(1),
                    List.of(),
                    List.of(),
                    List.of(),
                    i));
            builder.add(new Event.FaultActive("p#" + i, "no answer", i));
        }
        History history = builder.build();
        write(history, SampleRuns.inconclusive());

        assertThat(Files.size(folder.resolve("summary.md"))).isLessThan(100_000);
        assertThat(folder.resolve("summary.md")).content().endsWith("*The rest is omitted; see the report.*\n");
    }

    private String write(History history, RunVerdict verdict) throws IOException {
        return Files.readString(RunReport.write(history, verdict, folder, Attachments.NONE));
    }

    private JsonNode run() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("run.json").toFile());
    }

    private static String document(String page) throws IOException {
        String start = "id=\"document\">";
        int from = page.indexOf(start) + start.length();
        byte[] packed = Base64.getDecoder().decode(page.substring(from, page.indexOf('<', from)));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
