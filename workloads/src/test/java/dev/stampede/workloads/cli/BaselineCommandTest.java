package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.findings.Baseline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The command {@code baseline update}, and what {@code check --baseline} makes of the file. */
@Isolated("it replaces standard output")
class BaselineCommandTest {
    private static final Path GOLDEN = Path.of("../checker/src/test/resources/golden");
    private static final String GRANT = "mutual-exclusion/foreign-grant under faults in lock/inter-process-mutex";

    @TempDir
    private Path folder;

    @Test
    void update_from_a_recorded_run_writes_a_baseline_that_excuses_it_and_keeps_the_verdict() throws IOException {
        Path run = recorded("lock-foreign-grant");
        Path baseline = folder.resolve("ci/baseline.txt");
        assertThat(CommandResult.of("report", run.toString()).code()).isEqualTo(1);

        CommandResult updated = CommandResult.of("baseline", "update", baseline.toString(), folder.toString());
        CommandResult without = CommandResult.of("check", run.toString());
        CommandResult with = CommandResult.of("check", run.toString(), "--json", "--baseline", baseline.toString());

        assertThat(updated.code()).isZero();
        assertThat(updated.out())
                .contains("added: " + GRANT + "  # CURATOR-604; 1 of 1 run, such as lock-inter-process-mutex")
                .contains("1 entries, 1 of them new, from 1 runs");
        assertThat(without.code()).isEqualTo(1);
        assertThat(with.code()).isZero();
        assertThat(with.json())
                .singleElement()
                .satisfies(line -> assertThat(line.get("verdict").asText()).isEqualTo("INVALID"));
        assertThat(with.err()).contains("baseline: " + baseline + " lists every violation; the exit code ignores them");
    }

    @Test
    void check_with_a_baseline_that_lists_something_else_fails_and_names_what_is_missing() throws IOException {
        Path run = recorded("lock-foreign-grant");
        Path baseline = write(
                "stampede-baseline 1",
                "mutual-exclusion/server-overlap in lock/inter-process-mutex",
                "naming/vanished in naming/service-discovery");

        CommandResult checked = CommandResult.of("check", run.toString(), "--baseline", baseline.toString());

        assertThat(checked.code()).isEqualTo(1);
        assertThat(checked.err())
                .contains("does not cover mutual-exclusion/foreign-grant under ")
                .contains("(it is not listed)")
                .contains(baseline
                        + ":2: mutual-exclusion/server-overlap in lock/inter-process-mutex did not occur in 1 run")
                .contains("1 entry is of recipes that were not run");
    }

    @Test
    void check_of_a_valid_run_with_a_baseline_is_valid_and_names_the_entries_that_did_not_occur() throws IOException {
        Path run = recorded("lock-valid");
        String recipe = recipe(run);
        Path baseline = write("stampede-baseline 1", "mutual-exclusion/foreign-grant in " + recipe);

        CommandResult checked = CommandResult.of("check", run.toString(), "--baseline", baseline.toString());

        assertThat(checked.code()).isZero();
        assertThat(checked.err())
                .contains(baseline + ":2: mutual-exclusion/foreign-grant in " + recipe + " did not occur in 1 run");
    }

    @Test
    void update_keeps_lines_and_prune_removes_what_did_not_occur() throws IOException {
        Path run = recorded("lock-foreign-grant");
        CommandResult.of("report", run.toString());
        Path baseline = write(
                "stampede-baseline 1",
                "# ours",
                "leaks/leaked-znode in lock/inter-process-mutex",
                "CURATOR-604 in lock/inter-process-mutex");

        CommandResult kept = CommandResult.of("baseline", "update", baseline.toString(), run.toString());
        assertThat(kept.out()).contains("leaks/leaked-znode in lock/inter-process-mutex did not occur in 1 run");
        assertThat(Baseline.read(baseline).entries()).hasSize(2);

        CommandResult pruned = CommandResult.of("baseline", "update", baseline.toString(), "--prune", run.toString());
        assertThat(pruned.out()).contains("removed: leaks/leaked-znode in lock/inter-process-mutex");
        assertThat(Files.readAllLines(baseline))
                .containsExactly("stampede-baseline 1", "# ours", "CURATOR-604 in lock/inter-process-mutex");
    }

    @Test
    void broken_baseline_is_bad_usage_before_anything_runs() throws IOException {
        Path baseline = write("stampede-baseline 1", "nonsense");

        for (String[] command : new String[][] {
            {"check", folder.toString()}, {"run", "lock"}, {"campaign", "--print-only"}, {"replay", folder.toString()}
        }) {
            String[] args = Arrays.copyOf(command, command.length + 2);
            args[command.length] = "--baseline";
            args[command.length + 1] = baseline.toString();
            CommandResult ended = CommandResult.of(args);
            assertThat(ended.code()).as(command[0]).isEqualTo(64);
            assertThat(ended.err()).contains(baseline + ":2: expected CHECK/KIND [under FAULTS] in SCENARIO/VARIANT");
        }
    }

    @Test
    void update_from_a_folder_without_runs_is_bad_usage() {
        CommandResult ended =
                CommandResult.of("baseline", "update", folder.resolve("b.txt").toString(), folder.toString());

        assertThat(ended.code()).isEqualTo(64);
        assertThat(ended.err()).contains("there is no run in " + folder);
        assertThat(folder.resolve("b.txt")).doesNotExist();
    }

    @Test
    void stampedes_own_ci_uses_no_baseline() throws IOException {
        try (Stream<Path> files = Stream.of(".ci", ".github/workflows", "pom.xml", "workloads/pom.xml")
                .map(Path.of("..")::resolve)
                .flatMap(BaselineCommandTest::files)) {
            assertThat(files.toList()).isNotEmpty().allSatisfy(file -> assertThat(Files.readString(file))
                    .doesNotContain("--baseline", "stampede.baseline"));
        }
    }

    private static Stream<Path> files(Path fileOrFolder) {
        try (Stream<Path> all = Files.walk(fileOrFolder)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String... lines) throws IOException {
        return Files.write(folder.resolve("baseline.txt"), List.of(lines));
    }

    /** A run folder with a history of the checker's tests. */
    private Path recorded(String name) throws IOException {
        Path run = Files.createDirectories(folder.resolve("runs").resolve(name));
        Files.copy(GOLDEN.resolve(name + ".jsonl.gz"), run.resolve("history.jsonl.gz"));
        return run;
    }

    private static String recipe(Path run) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(run.resolve("history.jsonl.gz")))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String header = text.substring(0, text.indexOf('\n'));
            return header.replaceAll(".*\"scenario\":\"([^\"]+)\",\"variant\":\"([^\"]+)\".*", "$1/$2");
        }
    }
}
