package dev.stampede.checker.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {
    private static final Path FILE = Path.of("baseline.txt");
    private static final String LOCK = "lock/com.example.MyLock";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "mutual-exclusion/foreign-grant in lock/com.example.MyLock, '', true",
        "mutual-exclusion/foreign-grant in lock/com.example.MyLock, kill:leader, true",
        "mutual-exclusion/foreign-grant under no fault in lock/com.example.MyLock, '', true",
        "mutual-exclusion/foreign-grant under no fault in lock/com.example.MyLock, kill:leader, false",
        "mutual-exclusion/foreign-grant under faults in lock/com.example.MyLock, '', false",
        "mutual-exclusion/foreign-grant under faults in lock/com.example.MyLock, kill:leader, true",
        "mutual-exclusion/foreign-grant under pause:random+kill:leader in lock/com.example.MyLock, kill:leader|pause:random,"
                + " true",
        "mutual-exclusion/foreign-grant under kill:leader in lock/com.example.MyLock, kill:leader|pause:random, false",
        "mutual-exclusion/foreign-grant in lock/naive, '', false",
        "mutual-exclusion/server-overlap in lock/com.example.MyLock, '', false",
        "CURATOR-604 in lock/com.example.MyLock, '', true",
        "CURATOR-604 in lock/naive, '', false",
        "CURATOR-696 in lock/com.example.MyLock, '', false"
    })
    void entry_covers_the_violations_that_it_describes(String entry, String faults, boolean covered) {
        ViolationSignature violation = new ViolationSignature(
                "mutual-exclusion",
                "foreign-grant",
                faults == null || faults.isEmpty() ? List.of() : List.of(faults.split("\\|", -1)),
                LOCK,
                "CURATOR-604",
                true);

        assertThat(baseline(entry).compare(List.of(violation)).coversAll()).isEqualTo(covered);
    }

    @Test
    void signature_of_a_report_is_an_entry() {
        ViolationSignature violation = new ViolationSignature(
                "leases", "foreign-grant", List.of("kill:leader", "pause:random"), LOCK, null, true);

        assertThat(baseline(violation.toString()).compare(List.of(violation)).coversAll())
                .isTrue();
    }

    @Test
    void violations_are_covered_only_if_every_one_is_listed() {
        Baseline baseline = baseline("mutual-exclusion/foreign-grant in " + LOCK);
        ViolationSignature listed = violation("mutual-exclusion", "foreign-grant");
        ViolationSignature other = violation("mutual-exclusion", "server-overlap");

        BaselineComparison comparison = baseline.compare(List.of(listed, other));

        assertThat(comparison.coversAll()).isFalse();
        assertThat(comparison.unlisted()).containsExactly(other);
        assertThat(comparison.reason(other)).isEqualTo("it is not listed");
        assertThat(baseline.compare(List.of()).coversAll()).isFalse();
    }

    @Test
    void violations_of_which_some_are_not_recorded_need_an_entry_for_any_faults() {
        ViolationSignature violation =
                new ViolationSignature("leases", "foreign-grant", List.of("kill:leader"), LOCK, null, false);

        BaselineComparison comparison =
                baseline("leases/foreign-grant under faults in " + LOCK).compare(List.of(violation));

        assertThat(comparison.coversAll()).isFalse();
        assertThat(comparison.reason(violation))
                .isEqualTo("line 2 lists it only under faults, and the check did not record every violation: list it"
                        + " without faults");
        assertThat(baseline("leases/foreign-grant in " + LOCK)
                        .compare(List.of(violation))
                        .coversAll())
                .isTrue();
    }

    @Test
    void read_keeps_comments_and_empty_lines() throws IOException {
        String text = "stampede-baseline 1\n\n# why\nleases/foreign-grant in " + LOCK + "  # CURATOR-604; ticket 12\n";
        Path file = Files.writeString(folder.resolve("baseline.txt"), text);

        Baseline baseline = Baseline.read(file);

        assertThat(baseline.entries()).singleElement().satisfies(entry -> {
            assertThat(entry.line()).isEqualTo(4);
            assertThat(entry.comment()).isEqualTo("CURATOR-604; ticket 12");
        });
        assertThat(baseline.text()).isEqualTo(text);
    }

    @Test
    void read_of_a_broken_file_names_every_problem_with_file_and_line() throws IOException {
        Path file = Files.writeString(
                folder.resolve("baseline.txt"),
                """
                stampede-baseline 1
                leases/foreign-grant lock/naive
                leases/foreign-grant in lock
                mutual-exlusion/foreign-grant in lock/naive
                CURATOR-1 in lock/naive
                leases/foreign-grant in lock/naive
                leases/foreign-grant in lock/naive # again
                """);

        assertThatThrownBy(() -> Baseline.read(file))
                .isInstanceOf(InvalidBaselineException.class)
                .hasMessage(String.join(
                        "\n",
                        file + ":2: expected CHECK/KIND [under FAULTS] in SCENARIO/VARIANT, found"
                                + " \"leases/foreign-grant lock/naive\"",
                        file + ":3: expected CHECK/KIND [under FAULTS] in SCENARIO/VARIANT, found"
                                + " \"leases/foreign-grant in lock\"",
                        file + ":4: there is no check \"mutual-exlusion\" (see: list checks)",
                        file + ":5: expected CHECK/KIND or the id of a known finding (see: list findings), found"
                                + " \"CURATOR-1\"",
                        file + ":7: repeats line 6"));
    }

    @Test
    void read_names_at_most_twenty_problems() {
        List<String> lines = IntStream.range(0, 30)
                .mapToObj(i -> i == 0 ? "stampede-baseline 1" : "nonsense " + i)
                .toList();

        assertThatThrownBy(() -> Baseline.parse(FILE, lines))
                .satisfies(e ->
                        assertThat(e.getMessage().lines()).hasSize(21).last().isEqualTo("and 9 more"));
    }

    @Test
    void read_of_another_version_or_format_or_of_no_file_says_so() throws IOException {
        Path later = Files.writeString(folder.resolve("later"), "stampede-baseline 2\n");
        Path other = Files.writeString(folder.resolve("other"), "{}\n");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> Baseline.read(later))
                .hasMessageStartingWith(later + ":1: expected version 1 of the format, found \"stampede-baseline 2\"");
        assertThatThrownBy(() -> Baseline.read(other))
                .hasMessage(other + ":1: expected \"stampede-baseline 1\", found \"{}\"");
        assertThatThrownBy(() -> Baseline.read(binary)).hasMessage(binary + ": expected text in UTF-8");
        assertThatThrownBy(() -> Baseline.read(missing))
                .hasMessage(
                        "there is no file " + missing + "; write one with: baseline update " + missing + " RUN_DIR...");
    }

    @Test
    void usage_names_entries_that_no_run_of_their_recipe_showed() {
        BaselineUsage usage = new BaselineUsage(baseline(
                "leases/foreign-grant in " + LOCK,
                "mutual-exclusion/server-overlap in " + LOCK,
                "naming/vanished in naming/service-discovery"));
        usage.add(LOCK, List.of());
        usage.add(LOCK, List.of(violation("leases", "foreign-grant")));

        assertThat(usage.remarks())
                .containsExactly(
                        "baseline.txt:3: mutual-exclusion/server-overlap in " + LOCK + " did not occur in 2 runs",
                        "baseline.txt: 1 entry is of recipes that were not run");
    }

    @Test
    void without_entries_keeps_the_other_lines() {
        Baseline baseline =
                baseline("# a", "leases/foreign-grant in lock/naive", "# b", "audit/lost-write in lock/naive");

        assertThat(baseline.without(List.of(baseline.entries().get(0))).lines())
                .containsExactly("stampede-baseline 1", "# a", "# b", "audit/lost-write in lock/naive");
    }

    private static ViolationSignature violation(String check, String kind) {
        return new ViolationSignature(check, kind, List.of(), LOCK, null, true);
    }

    static Baseline baseline(String... lines) {
        return Baseline.parse(
                FILE,
                IntStream.rangeClosed(0, lines.length)
                        .mapToObj(i -> i == 0 ? "stampede-baseline 1" : lines[i - 1])
                        .toList());
    }
}
