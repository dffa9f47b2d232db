package dev.stampede.reports.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stampede.checker.check.Verdict;
import dev.stampede.reports.index.RunSummary.Finding;
import dev.stampede.reports.index.RunSummary.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunIndexTest {
    @TempDir
    Path folder;

    @Test
    void append_by_concurrent_threads_loses_no_line() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            RunSummary run = run(1, i, Purpose.SUBJECT, Verdict.VALID);
            tasks.add(() -> {
                RunIndex.append(file(), run);
                return null;
            });
        }
        for (Future<Void> done : pool.invokeAll(tasks)) {
            done.get();
        }
        pool.shutdown();

        assertThat(RunIndex.read(file()).runs().stream().map(RunSummary::seed))
                .doesNotHaveDuplicates()
                .hasSize(100);
        assertThat(RunIndex.read(file()).problems()).isEmpty();
    }

    @Test
    void read_of_cut_and_newer_lines_names_them_and_keeps_the_others() throws IOException {
        RunIndex.append(file(), run(1, 1, Purpose.SUBJECT, Verdict.VALID));
        Files.writeString(file(), "{\"version\":9}\n{\"version\":1,\"run", StandardOpenOption.APPEND);
        RunIndex.append(file(), run(1, 2, Purpose.SUBJECT, Verdict.VALID));

        RunIndex.Runs read = RunIndex.read(file());

        assertThat(read.runs()).extracting(RunSummary::seed).containsExactly(1L, 2L);
        assertThat(read.problems()).hasSize(2);
        assertThat(read.problems().get(0)).startsWith("line 2: expected version 1 to 1, found 9");
        assertThat(read.problems().get(1)).startsWith("line 3: expected one run as JSON");
    }

    @Test
    void page_is_a_function_of_the_lines() throws IOException {
        fill();
        String first = Files.readString(RunIndex.render(folder));

        assertThat(Files.readString(RunIndex.render(folder))).isEqualTo(first);
        assertThat(first)
                .contains("INVALID", "1 of 2 runs of the night of 2026-11-20")
                .contains("✓ caught", "1 of 1 mutants caught", "containers: 3 members")
                .contains("New tonight", "mutual-exclusion/overlap under partition:leader in lock/naive")
                .contains("&lt; 3/", "href=\"runs/20-7/report.html\"")
                .doesNotContain("<script>");
        Files.createDirectories(Path.of("target", "previews"));
        Files.writeString(Path.of("target", "previews", "index.html"), first);
    }

    @Test
    void valid_or_missing_canary_is_red() throws IOException {
        RunIndex.append(file(), run(3, 1, Purpose.CANARY, Verdict.VALID));
        assertThat(Files.readString(RunIndex.render(folder))).contains("✗ missed");

        RunIndex.append(file(), run(4, 1, Purpose.SUBJECT, Verdict.VALID));
        assertThat(Files.readString(RunIndex.render(folder))).contains("✗ stale");
    }

    @Test
    void rate_without_an_occurrence_is_bounded_and_never_zero() {
        assertThat(new OccurrenceRate(0, 40).words()).isEqualTo("< 3/40");
        assertThat(new OccurrenceRate(0, 40).high()).isGreaterThan(0);
    }

    @Test
    void rate_has_the_interval_of_wilson() {
        OccurrenceRate rate = new OccurrenceRate(3, 40);

        assertThat(rate.low()).isCloseTo(0.0258, within(0.0005));
        assertThat(rate.high()).isCloseTo(0.1986, within(0.0005));
    }

    @Test
    void signature_is_fixed_only_after_enough_runs_without_it() {
        List<RunSummary> runs = new ArrayList<>();
        runs.add(run(1, 1, Purpose.SUBJECT, Verdict.VALID));
        runs.add(run(2, 2, Purpose.SUBJECT, Verdict.INVALID));
        for (int night = 3; night <= 6; night++) {
            runs.add(run(night, night, Purpose.SUBJECT, Verdict.VALID));
        }
        assertThat(SignatureHistory.of(runs).get(0).state()).isEqualTo("fixed? 4 of 5 runs without it");

        runs.add(run(7, 7, Purpose.SUBJECT, Verdict.VALID));
        assertThat(SignatureHistory.of(runs).get(0).closed()).isTrue();
    }

    private void fill() throws IOException {
        for (int night = 1; night <= 20; night++) {
            RunIndex.append(file(), run(night, 1, Purpose.SUBJECT, Verdict.VALID));
            RunIndex.append(file(), run(night, 9, Purpose.CANARY, Verdict.INVALID));
        }
        RunIndex.append(file(), run(20, 7, Purpose.SUBJECT, Verdict.INVALID));
        RunIndex.append(file(), run(20, 8, Purpose.MUTANT, Verdict.INVALID));
    }

    private Path file() {
        return folder.resolve(RunIndex.RUNS);
    }

    private static RunSummary run(int night, long seed, Purpose purpose, Verdict verdict) {
        List<Finding> findings = verdict != Verdict.INVALID
                ? List.of()
                : List.of(new Finding(
                        "mutual-exclusion",
                        "overlap",
                        List.of("partition:leader"),
                        "lock/naive",
                        false,
                        12_000_000_000L));
        return new RunSummary(
                1,
                "run",
                "runs/" + night + "-" + seed,
                String.format(Locale.ROOT, "2026-11-%02dT22:00:%02dZ", night, seed % 60),
                "lock",
                purpose == Purpose.SUBJECT ? "naive" : "never-doubts",
                seed,
                purpose,
                verdict,
                verdict == Verdict.INVALID ? "two clients held <script>alert(1)</script>" : "3 checks passed",
                null,
                List.of("partition", "session-expiry"),
                List.of("partition:leader"),
                findings,
                1000,
                30_000_000_000L,
                1_200_000_000L + night * 40_000_000L,
                120 + night % 5 * 10,
                "containers: 3 members");
    }
}
