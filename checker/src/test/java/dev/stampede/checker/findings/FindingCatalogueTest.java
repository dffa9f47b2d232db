package dev.stampede.checker.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.history.io.HistoryReader;
import dev.stampede.checker.registry.Checks;
import dev.stampede.checker.testing.HistoryBuilder;
import dev.stampede.checker.testing.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingCatalogueTest {
    private static final Citation PROMISE = new Citation("one holder", "the recipe", "https://example.org");

    @TempDir
    private Path folder;

    @Test
    void characteristic_finding_of_an_affected_version_is_named_with_its_work_around() {
        RecognisedFinding finding = only(recognise("mutual-exclusion", "foreign-grant", "lock/inter-process-mutex"));

        assertThat(finding.sentence())
                .startsWith("this is CURATOR-604, open in 5.9.0; work-around: compare the session id");
        assertThat(finding.blame()).isEqualTo(Blame.RECIPE);
        assertThat(finding.entry().link()).isEqualTo("https://issues.apache.org/jira/browse/CURATOR-604");
    }

    @Test
    void finding_without_an_issue_has_an_id_of_its_own_and_names_the_library() {
        assertThat(only(recognise("all-or-none", "granted-in-part", "lock/inter-process-multi-lock"))
                        .name())
                .isEqualTo("this is STAMPEDE-F1 of Curator, open in 5.9.0");
    }

    @Test
    void anomaly_of_another_kind_or_recipe_is_not_recognised() {
        assertThat(recognise("mutual-exclusion", "server-overlap", "lock/inter-process-mutex"))
                .isEmpty();
        assertThat(recognise("mutual-exclusion", "foreign-grant", "lock/naive")).isEmpty();
    }

    @Test
    void version_that_is_fixed_is_not_recognised_and_an_affected_one_names_the_fix() {
        Anomaly anomaly = anomaly("single-master", "foreign-grant", "election/leader-latch");

        assertThat(FindingCatalogue.recognise(anomaly, history("5.7.0", "3.9.5")))
                .isEmpty();
        assertThat(only(FindingCatalogue.recognise(anomaly, history("5.5.0", "3.9.5")))
                        .name())
                .isEqualTo("this is CURATOR-696, which 5.5.0 has and 5.7.0 fixes");
    }

    @Test
    void finding_whose_id_does_not_name_the_library_names_it_and_links_to_its_issue_on_github() throws IOException {
        History history = golden("barrier-notified-by-connection");
        Anomaly late = Checks.of(history.header().checks().get(0))
                .check(history, CheckBudget.of(Duration.ofSeconds(30), 1L << 26))
                .anomalies()
                .get(0);

        assertThat(late.kind()).isEqualTo("late-return");
        assertThat(only(FindingCatalogue.recognise(late, history)).name())
                .isEqualTo("this is GH-1290 of Curator, open in 5.9.0");
        assertThat(only(FindingCatalogue.recognise(late, history)).entry().link())
                .isEqualTo("https://github.com/apache/curator/issues/1290");
    }

    @Test
    void barrier_that_is_entered_before_anybody_asked_to_create_ready_was_notified_of_its_connection() {
        Anomaly early = anomaly("barrier", "entered-early", "barrier/distributed-double-barrier");

        assertThat(RecognisedFinding.ids(FindingCatalogue.recognise(early, entered("/b/member"))))
                .containsExactly("GH-1290");
        assertThat(RecognisedFinding.ids(FindingCatalogue.recognise(early, entered("/b/ready"))))
                .doesNotContain("GH-1290");
    }

    /** A client enters the barrier /b, and sends one create meanwhile. */
    private static History entered(String created) {
        HistoryBuilder history = HistoryBuilder.of("barrier").clients(1);
        int enter = history.invoked(1, "/b", new BarrierInput.Enter(2, BarrierInput.UNLIMITED), 10);
        return history.attempt(1, enter, Opcode.CREATE, created, Reply.ok(0x5), 12, 14)
                .completed(enter, OperationOutput.Custom.DONE, 0, 20)
                .history();
    }

    @Test
    void version_that_is_not_recorded_is_said_to_be_unknown() {
        Anomaly anomaly = anomaly("mutual-exclusion", "foreign-grant", "lock/inter-process-mutex");

        assertThat(only(FindingCatalogue.recognise(anomaly, history(Map.of()))).name())
                .isEqualTo(
                        "this is CURATOR-604, which Curator 2.0.0 and later has (this run does not record the version"
                                + " in use)");
    }

    @Test
    void version_later_than_the_newest_that_was_examined_is_said_to_be_so() {
        Anomaly anomaly = anomaly("mutual-exclusion", "foreign-grant", "lock/inter-process-mutex");

        assertThat(only(FindingCatalogue.recognise(anomaly, history("6.0.0", "3.9.5")))
                        .name())
                .isEqualTo("this is CURATOR-604, open in 5.9.0 (6.0.0 was not examined)");
    }

    @Test
    void symptom_of_several_findings_names_those_that_one_of_the_servers_in_use_has() {
        Anomaly anomaly = anomaly("audit", "lost-write", "registers/naive");

        assertThat(RecognisedFinding.ids(FindingCatalogue.recognise(anomaly, history("5.9.0", "3.9.5"))))
                .containsExactly("ZOOKEEPER-5094");
        assertThat(FindingCatalogue.recognise(anomaly, history("5.9.0", "3.9.3, 3.9.5")))
                .extracting(RecognisedFinding::name)
                .containsExactly(
                        "this may be ZOOKEEPER-5094, open in 3.9.3",
                        "this may be ZOOKEEPER-4925, which 3.9.3 has and 3.9.4 fixes");
        assertThat(RecognisedFinding.ids(FindingCatalogue.recognise(anomaly, history("5.9.0", "3.6.2"))))
                .containsExactly("ZOOKEEPER-5094", "ZOOKEEPER-3911", "ZOOKEEPER-3642");
    }

    @Test
    void reverted_child_version_is_recognised_only_where_nothing_else_differs() {
        Anomaly anomaly = anomaly("audit", "tree-differs", "registers/naive");
        List<String> ids = RecognisedFinding.ids(FindingCatalogue.recognise(anomaly, trees(stat(5, 0), stat(4, 0))));
        List<String> beside = RecognisedFinding.ids(FindingCatalogue.recognise(anomaly, trees(stat(5, 0), stat(4, 1))));

        assertThat(ids).contains("ZOOKEEPER-3249", "ZOOKEEPER-3145");
        assertThat(beside).doesNotContain("ZOOKEEPER-3249", "ZOOKEEPER-3145");
    }

    @Test
    void snapshot_of_transactions_that_no_quorum_logged_is_recognised_if_a_member_has_a_znode_that_another_one_lacks() {
        Anomaly anomaly = anomaly("audit", "tree-differs", "barrier/naive");
        Event.ZnodeAudited everywhere = new Event.ZnodeAudited(1, "/a", stat(5, 0), "d", "a", 1);
        Event.ZnodeAudited other = new Event.ZnodeAudited(3, "/a", stat(5, 0), "d", "a", 1);
        Event.ZnodeAudited alone = new Event.ZnodeAudited(3, "/b", stat(5, 0), "d", "a", 1);

        assertThat(RecognisedFinding.ids(
                        FindingCatalogue.recognise(anomaly, audited("3.9.5", everywhere, other, alone))))
                .containsExactly("ZOOKEEPER-1549", "ZOOKEEPER-5094");
        assertThat(RecognisedFinding.ids(FindingCatalogue.recognise(anomaly, audited("3.9.5", everywhere, other))))
                .containsExactly("ZOOKEEPER-5094");
    }

    @Test
    void users_class_that_continues_with_the_znode_of_its_previous_session_is_recognised_by_its_requests()
            throws IOException {
        History recorded = golden("lock-foreign-grant");
        History users = as(recorded, "com.example.MyLock");
        List<Check> checks = recorded.header().checks().stream().map(Checks::of).toList();
        List<Anomaly> anomalies = CheckRunner.judge(users, checks, Duration.ofSeconds(30), 1 << 26)
                .violations();

        assertThat(anomalies).isNotEmpty().allSatisfy(anomaly -> assertThat(
                        RecognisedFinding.ids(FindingCatalogue.recognise(anomaly, users)))
                .containsExactly("CURATOR-604"));
    }

    @Test
    void users_class_whose_operations_stay_in_one_session_is_not_recognised() {
        assertThat(recognise("mutual-exclusion", "foreign-grant", "lock/com.example.MyLock"))
                .isEmpty();
    }

    @Test
    void entries_are_complete_and_name_checks_that_exist() {
        Set<String> ids = new TreeSet<>();
        assertThat(FindingCatalogue.entries()).isNotEmpty().allSatisfy(entry -> {
            assertThat(ids.add(entry.id())).as(entry.id()).isTrue();
            assertThat(entry.tracked() || entry.id().matches("STAMPEDE-F\\d+")).isTrue();
            assertThat(entry.link()).startsWith("https://");
            assertThat(
                            entry.tracked()
                                    ? entry.link().equals(entry.library().issue(entry.id()))
                                    : entry.link().contains("github.com"))
                    .isTrue();
            assertThat(List.of(entry.title(), entry.cause(), entry.workAround()))
                    .allMatch(text -> !text.isBlank());
            assertThat(entry.broken().sentence()).isNotBlank();
            assertThat(entry.patterns()).isNotEmpty().allSatisfy(p -> assertThat(Checks.names())
                    .containsAll(p.checks()));
        });
    }

    @Test
    void patterns_name_kinds_that_their_checks_find() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("README.md"));

        assertThat(FindingCatalogue.entries())
                .flatExtracting(CatalogueEntry::patterns)
                .allSatisfy(p -> p.checks().forEach(check -> assertThat(documented)
                        .as(check + "/" + p.kind())
                        .anyMatch(line -> line.startsWith("|")
                                && line.contains("`" + check + "`")
                                && line.contains("`" + p.kind() + "`"))));
    }

    @Test
    void entry_of_an_id_is_found_and_of_another_text_is_not() {
        assertThat(FindingCatalogue.entry("CURATOR-604"))
                .map(CatalogueEntry::id)
                .contains("CURATOR-604");
        assertThat(FindingCatalogue.entry("CURATOR-1")).isEmpty();
    }

    private static RecognisedFinding only(List<RecognisedFinding> findings) {
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static List<RecognisedFinding> recognise(String check, String kind, String recipe) {
        return FindingCatalogue.recognise(anomaly(check, kind, recipe), history("5.9.0", "3.9.5"));
    }

    private static Anomaly anomaly(String check, String kind, String recipe) {
        return new Anomaly(
                check,
                kind,
                "it happened",
                List.of(),
                Blame.RECIPE,
                List.of(0),
                List.of(),
                0,
                1,
                PROMISE,
                null,
                new Anomaly.Signature(check, kind, List.of(), recipe));
    }

    private static History history(String curator, String servers) {
        return history(Map.of("Curator", curator, "ZooKeeper servers", servers));
    }

    private static History history(Map<String, String> environment) {
        return History.builder(header("lock", "naive", environment)).build();
    }

    private static RunHeader header(String scenario, String variant, Map<String, String> environment) {
        return new RunHeader(
                "r",
                scenario,
                variant,
                1,
                "",
                "none",
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                "",
                "",
                environment);
    }

    private static ZnodeStat stat(int cversion, int version) {
        return new ZnodeStat(1, 1, 1, 1, version, cversion, 0, 0, 0, 0);
    }

    private static History trees(ZnodeStat one, ZnodeStat two) {
        return audited(
                "3.5.4",
                new Event.ZnodeAudited(1, "/a", one, "d", "a", 1),
                new Event.ZnodeAudited(2, "/a", two, "d", "a", 1));
    }

    private static History audited(String servers, Event.ZnodeAudited... znodes) {
        History.Builder history = History.builder(header("registers", "naive", Map.of("ZooKeeper servers", servers)));
        List.of(znodes).forEach(history::add);
        return history.build();
    }

    private History golden(String name) throws IOException {
        Path file = folder.resolve(name + ".jsonl.gz");
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/golden/" + name + ".jsonl.gz"))) {
            Files.copy(in, file);
        }
        return HistoryReader.read(file);
    }

    /** The recorded history with another variant in its header. */
    private History as(History recorded, String variant) throws IOException {
        RunHeader h = recorded.header();
        Path file = folder.resolve("lock-foreign-grant.jsonl.gz");
        Path copy = folder.resolve("copy.jsonl");
        try (java.util.zip.GZIPInputStream in = new java.util.zip.GZIPInputStream(Files.newInputStream(file))) {
            String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            Files.writeString(copy, text.replace("\"" + h.variant() + "\"", "\"" + variant + "\""));
        }
        return HistoryReader.read(copy);
    }
}
