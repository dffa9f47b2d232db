package dev.stampede.checker.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.format.FileFormat;
import dev.stampede.checker.format.FileVerdict;
import dev.stampede.checker.format.HistoryFileChecker;
import dev.stampede.checker.format.LoadedHistory;
import dev.stampede.checker.linearizability.explanation.Explanation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryGeneratorTest {
    @TempDir
    private Path folder;

    private static List<String> models() {
        return HistoryGenerator.models();
    }

    private static GeneratorOptions small(String model) {
        return GeneratorOptions.of(model, 200).clients(4).values(0).keys(2);
    }

    private static Verdict verdict(GeneratorOptions workload, long seed) {
        return HistoryGenerator.inMemory(workload, seed).decide(budget()).verdict();
    }

    private static CheckBudget budget() {
        return CheckBudget.of(Duration.ofSeconds(30), 1 << 27);
    }

    @ParameterizedTest
    @MethodSource("models")
    void history_without_a_flaw_is_linearizable(String model) {
        for (long seed = 1; seed <= 10; seed++) {
            assertThat(verdict(small(model), seed)).as("seed " + seed).isEqualTo(Verdict.VALID);
            assertThat(verdict(small(model).indeterminate(0.05), seed))
                    .as("with indeterminate operations, seed " + seed)
                    .isEqualTo(Verdict.VALID);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "register, STALE",
        "register, PHANTOM",
        "cas-register, STALE",
        "cas-register, PHANTOM",
        "multi-register, STALE",
        "multi-register, PHANTOM",
        "versioned-znode, STALE",
        "versioned-znode, PHANTOM",
        "key-value, STALE",
        "key-value, PHANTOM",
        "mutex, DOUBLE_GRANT",
        "reentrant-mutex, DOUBLE_GRANT",
        "read-write-lock, DOUBLE_GRANT",
        "semaphore, DOUBLE_GRANT",
        "fifo-queue, STALE",
        "fifo-queue, PHANTOM",
        "priority-queue, STALE",
        "priority-queue, PHANTOM",
        "unordered-queue, STALE",
        "unordered-queue, PHANTOM",
        "set, PHANTOM",
        "counter, STALE",
        "id-generator, STALE",
        "leader-election, STALE",
        "leader-election, PHANTOM",
        "leader-election, DOUBLE_GRANT"
    })
    void history_with_a_flaw_is_not_linearizable(String model, InjectedViolation flaw) {
        int few = 0;
        for (long seed = 1; seed <= 5; seed++) {
            GeneratorOptions flawed = small(model).flaw(flaw, 0.5);
            FileVerdict found = HistoryGenerator.inMemory(flawed, seed).decide(budget());
            assertThat(found.verdict()).as("seed " + seed).isEqualTo(Verdict.INVALID);
            Explanation why = found.explanation();
            assertThat(why).as("seed " + seed).isNotNull();
            assertThat(why.size()).as("seed " + seed).isLessThanOrEqualTo(60);
            few += why.size() <= 12 && why.proof() == Explanation.Proof.TRIED_EVERY_ORDER ? 1 : 0;
        }
        assertThat(few).isEqualTo(5);
    }

    @Test
    void semaphore_of_several_permits_is_granted_that_often_and_no_more() {
        GeneratorOptions three = small("semaphore").permits(3).clients(8);
        assertThat(verdict(three, 1)).isEqualTo(Verdict.VALID);
        assertThat(verdict(three.flaw(InjectedViolation.DOUBLE_GRANT, 0.5), 1)).isEqualTo(Verdict.INVALID);
        assertThat(verdict(small("mutex").flaw(InjectedViolation.DOUBLE_GRANT, 0.5), 1))
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void same_seed_generates_the_same_file_and_another_seed_another_one() throws IOException {
        GeneratorOptions workload = GeneratorOptions.of("cas-register", 300).indeterminate(0.1);
        assertThat(write(workload, 7, FileFormat.JEPSEN_LOG))
                .hasSameTextualContentAs(write(workload, 7, FileFormat.JEPSEN_LOG));
        assertThat(Files.readString(write(workload, 7, FileFormat.JEPSEN_LOG)))
                .isNotEqualTo(Files.readString(write(workload, 8, FileFormat.JEPSEN_LOG)));
    }

    @ParameterizedTest
    @MethodSource("models")
    void file_contains_the_same_history_as_in_memory(String model) throws IOException {
        GeneratorOptions workload = small(model).indeterminate(0.05);
        FileFormat format = HistoryGenerator.defaultFormat(model);
        LoadedHistory<?, ?, ?> read = HistoryFileChecker.read(
                write(workload, 3, format),
                new HistoryFileChecker.Options(
                        Optional.of(model),
                        Optional.of(format.label()),
                        usual -> HistoryGenerator.readingOptions(workload, format)));
        LoadedHistory<?, ?, ?> made = HistoryGenerator.inMemory(workload, 3);
        assertThat(made.calls().size()).isPositive();
        assertThat(read.calls()).isEqualTo(made.calls());
        assertThat(HistoryFileChecker.detect(write(workload, 3, format))).isEqualTo(format);
    }

    @Test
    void register_in_edn_has_the_same_verdicts_as_in_a_log() throws IOException {
        for (InjectedViolation flaw : new InjectedViolation[] {InjectedViolation.NONE, InjectedViolation.PHANTOM}) {
            GeneratorOptions workload = small("cas-register").flaw(flaw, 0.5);
            FileVerdict edn = HistoryFileChecker.checkFile(
                    write(workload, 5, FileFormat.KNOSSOS_EDN), HistoryFileChecker.Options.DETECTED, budget());
            assertThat(edn.verdict()).isEqualTo(verdict(workload, 5));
        }
    }

    @Test
    void shares_and_numbers_are_kept() {
        LoadedHistory<?, ?, ?> history = HistoryGenerator.inMemory(
                GeneratorOptions.of("register", 2_000).mix(0.5, 0).indeterminate(0.2), 1);
        assertThat(history.recorded()).isEqualTo(2_000);
        long open = history.calls().stream().filter(call -> !call.certain()).count();
        assertThat(open).as("writes alone count").isBetween(100L, 300L);
        assertThat(history.calls().stream().map(call -> call.input().toString()).distinct())
                .as("a read and five writes")
                .hasSize(6);
    }

    @Test
    void invalid_options_report_what_was_expected() {
        assertThatThrownBy(() -> HistoryGenerator.inMemory(GeneratorOptions.of("abacus", 10), 1))
                .hasMessageStartingWith("expected one of the models register, cas-register")
                .hasMessageEndingWith("found \"abacus\"");
        assertThatThrownBy(() -> HistoryGenerator.inMemory(small("mutex").flaw(InjectedViolation.STALE, 0.5), 1))
                .hasMessage("expected one of the flaws [DOUBLE_GRANT] of the model mutex, found STALE");
        assertThatThrownBy(() -> HistoryGenerator.inMemory(
                        GeneratorOptions.of("register", 3).values(0).flaw(InjectedViolation.STALE, 0.9), 1))
                .hasMessageContaining("expected an opportunity for the flaw STALE after operation 1 of 3");
        assertThatThrownBy(() -> GeneratorOptions.of("register", 0))
                .hasMessage("expected at least 1 operations, found 0");
        assertThatThrownBy(() -> small("register").mix(0.7, 0.7))
                .hasMessage("expected a share of reads and compare-and-sets together from 0 to 1, found 1.4");
        assertThatThrownBy(() -> write(small("register"), 1, FileFormat.STAMPEDE))
                .hasMessageContaining("found stampede");
    }

    private Path write(GeneratorOptions workload, long seed, FileFormat format) throws IOException {
        Path file = Files.createTempFile(folder, "history", ".txt");
        HistoryGenerator.write(workload, seed, format, file);
        return file;
    }
}
