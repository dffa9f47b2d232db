package dev.stampede.checker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.findings.FindingCatalogue;
import dev.stampede.checker.format.FileFormat;
import dev.stampede.checker.format.FileVerdict;
import dev.stampede.checker.format.HistoryFileChecker;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.io.HistoryReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recorded runs, reduced to a few kilobytes, with the verdicts of the checks in their headers: a correct variant of
 * each scenario, a broken variant of each, a user's lock that lets two clients in at once, and the findings in Curator
 * and ZooKeeper that the README lists.
 *
 * <p>They keep the file format and the verdicts stable. A change of the format converts them; a verdict that changes
 * here changes for every history of a user.
 */
class GoldenHistoriesTest {
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final long BYTES = 1L << 26;

    /**
     * The columns: the file without its extension, and the result of its checks (VALID, or the kinds of violations).
     */
    private static final String FOUND =
            """
            lock-valid                       | VALID
            lock-belief-overlap              | 'mutual-exclusion/belief-overlap, mutual-exclusion/foreign-delete, mutual-exclusion/stale-write'
            lock-foreign-grant               | mutual-exclusion/foreign-grant
            lock-granted-in-part             | all-or-none/granted-in-part
            lock-lost-wake-up                | wake-up/lost-wake-up
            lock-lost-write                  | 'audit/lost-write, audit/tree-differs'
            election-valid                   | VALID
            election-stale-belief            | single-master/stale-belief
            configuration-valid              | VALID
            configuration-under-kill         | VALID
            configuration-lost-wake-up       | propagation/lost-wake-up
            registers-valid                  | VALID
            registers-check-ignored          | transactions/check-ignored
            registers-not-linearizable       | linearizability/not-linearizable
            naming-valid                     | VALID
            naming-under-partition           | VALID
            naming-vanished-and-created-over | 'naming/created-over, naming/vanished'
            load-balancing-valid             | VALID
            load-balancing-stale-address     | balancing/stale-address
            queue-valid                      | VALID
            queue-lost                       | deliveries/lost
            queue-lost-on-close              | deliveries/lost-on-close
            queue-enqueued-twice             | deliveries/enqueued-twice
            counter-valid                    | VALID
            counter-counted-twice            | counter/counted-twice
            counter-untrue-failure           | counter/untrue-failure
            barrier-valid                    | VALID
            barrier-double-valid             | VALID
            barrier-notified-by-connection   | barrier/late-return
            barrier-entered-early            | barrier/entered-early
            barrier-left-early               | barrier/left-early
            barrier-tree-differs             | 'audit/tree-differs, guarantees/child-count, guarantees/stat-arithmetic'
            membership-valid                 | VALID
            notification-valid               | VALID
            notification-missed-status       | notifications/missed-status
            watches-valid                    | VALID
            watches-removals-valid           | VALID
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FOUND)
    void verdict_of_a_recorded_run_is_unchanged(String name, String found) throws IOException {
        History history = HistoryReader.read(file(name + ".jsonl.gz"));
        List<Check> checks = new ArrayList<>();
        history.header().checks().forEach(spec -> checks.add(Checks.of(spec)));

        RunVerdict verdict = CheckRunner.judge(history, Checks.ofRun(checks), TIME, BYTES);

        Set<String> kinds = new TreeSet<>();
        verdict.violations().forEach(anomaly -> kinds.add(anomaly.check() + "/" + anomaly.kind()));
        assertThat(verdict.checks()).isNotEmpty().noneMatch(result -> result.verdict() == Verdict.INCONCLUSIVE);
        assertThat(kinds.isEmpty() ? "VALID" : String.join(", ", kinds)).isEqualTo(found);
    }

    /** The columns: the file without its extension, and the id of the finding that each violation shows or may show. */
    @ParameterizedTest
    @CsvSource({
        "lock-foreign-grant, CURATOR-604",
        "naming-vanished-and-created-over, STAMPEDE-F2",
        "queue-enqueued-twice, STAMPEDE-F6",
        "queue-lost, STAMPEDE-F7",
        "queue-lost-on-close, STAMPEDE-F8",
        "counter-untrue-failure, STAMPEDE-F4",
        "lock-lost-write, ZOOKEEPER-5094",
        "barrier-left-early, STAMPEDE-F9",
        "barrier-entered-early, CURATOR-318",
        "barrier-tree-differs, ZOOKEEPER-1549",
        "counter-counted-twice, STAMPEDE-F3",
    })
    void finding_of_a_recorded_run_is_recognised(String name, String id) throws IOException {
        History history = HistoryReader.read(file(name + ".jsonl.gz"));
        List<Check> checks = new ArrayList<>();
        history.header().checks().forEach(spec -> checks.add(Checks.of(spec)));

        List<Anomaly> violations =
                CheckRunner.judge(history, Checks.ofRun(checks), TIME, BYTES).violations();

        assertThat(violations).isNotEmpty().allSatisfy(anomaly -> assertThat(
                        FindingCatalogue.recognise(anomaly, history))
                .extracting(finding -> finding.entry().id())
                .contains(id));
    }

    @ParameterizedTest
    @CsvSource({
        "jepsen-valid.log, JEPSEN_LOG, cas-register, VALID",
        "jepsen-stale-read.log, JEPSEN_LOG, cas-register, INVALID",
        "knossos-valid.edn, KNOSSOS_EDN, cas-register, VALID",
        "knossos-stale-read.edn, KNOSSOS_EDN, cas-register, INVALID",
        "porcupine-valid.txt, PORCUPINE_KV, key-value, VALID",
        "porcupine-impossible-get.txt, PORCUPINE_KV, key-value, INVALID",
    })
    void verdict_of_a_history_in_a_foreign_format_is_unchanged(
            String name, FileFormat format, String model, Verdict expected) throws IOException {
        FileVerdict verdict = HistoryFileChecker.checkFile(
                file(name), HistoryFileChecker.Options.DETECTED, CheckBudget.of(TIME, BYTES));

        assertThat(verdict.format()).isEqualTo(format);
        assertThat(verdict.model()).isEqualTo(model);
        assertThat(verdict.verdict()).isEqualTo(expected);
    }

    @Test
    void every_recorded_run_is_asserted_and_small() throws IOException {
        List<String> asserted =
                FOUND.lines().map(line -> line.split("\\|", 2)[0].strip()).toList();
        List<String> there = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(file("."), "*.jsonl.gz")) {
            for (Path file : files) {
                there.add(file.getFileName().toString().replace(".jsonl.gz", ""));
                assertThat(Files.size(file)).isLessThan(16 * 1024);
            }
        }
        assertThat(there).containsExactlyInAnyOrderElementsOf(asserted);
    }

    private static Path file(String name) {
        URL folder = GoldenHistoriesTest.class.getResource("/golden");
        assertThat(folder).isNotNull();
        try {
            return Path.of(folder.toURI()).resolve(name);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
