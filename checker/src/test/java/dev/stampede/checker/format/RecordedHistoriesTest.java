package dev.stampede.checker.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The verdicts on recorded histories are those of their labels. The property {@code stampede.histories} names the folder;
 * without it these tests are reported as not run.
 */
class RecordedHistoriesTest {
    private static final String FOLDER = System.getProperty("stampede.histories", "");

    @TestFactory
    Stream<DynamicTest> etcd_logs_verdict_is_the_expected_one() {
        return each("etcd", file -> expectedOfEtcd().get(file.getFileName().toString()));
    }

    @TestFactory
    Stream<DynamicTest> knossos_histories_verdict_is_that_of_their_name() {
        return each("knossos", file -> file.getFileName().toString().startsWith("good-"));
    }

    @TestFactory
    Stream<DynamicTest> key_value_histories_verdict_is_that_of_their_name() {
        return each("kv", file -> file.getFileName().toString().endsWith("-ok.txt"));
    }

    private interface Label {
        Boolean of(Path file) throws IOException;
    }

    private static Stream<DynamicTest> each(String folder, Label label) {
        Path path = Path.of(FOLDER, folder);
        if (FOLDER.isEmpty() || !Files.isDirectory(path)) {
            return Stream.of(DynamicTest.dynamicTest(
                    folder + " (not run: the property stampede.histories names no folder that has it)",
                    () -> assumeTrue(false, "no folder " + path)));
        }
        return files(path).stream()
                .map(file ->
                        DynamicTest.dynamicTest(file.getFileName().toString(), () -> hasVerdict(file, label.of(file))));
    }

    /** A VALID verdict was validated by replay; for an INVALID verdict, every order of a few operations was tried. */
    private static void hasVerdict(Path file, boolean linearizable) throws IOException {
        FileVerdict found = HistoryFileChecker.checkFile(
                file, HistoryFileChecker.Options.DETECTED, CheckBudget.of(Duration.ofSeconds(30), 1 << 28));

        assertThat(found.verdict()).isEqualTo(linearizable ? Verdict.VALID : Verdict.INVALID);
        if (!linearizable) {
            assertThat(found.explanation().counterexample().title()).endsWith("(every order was tried)");
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return new ArrayList<>(all.filter(file -> !file.toString().endsWith(".tsv"))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static Map<String, Boolean> expectedOfEtcd() throws IOException {
        return Files.readAllLines(Path.of(FOLDER, "etcd", "EXPECTED.tsv")).stream()
                .map(line -> line.split("\t"))
                .collect(Collectors.toMap(cells -> cells[0], cells -> cells[1].equals("linearizable")));
    }
}
