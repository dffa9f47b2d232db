package dev.stampede.checker.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.findings.BaselineUpdate.RunViolations;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BaselineUpdateTest {
    private static final String MUTEX = "lock/inter-process-mutex";

    @Test
    void update_of_an_empty_baseline_lists_what_the_runs_showed_and_can_be_read_again() {
        BaselineUpdate update = BaselineUpdate.of(
                Baseline.empty(Path.of("b.txt")),
                List.of(
                        run("seed1", violation("foreign-grant", "CURATOR-604", "kill:leader")),
                        run("seed2"),
                        run("seed3", violation("foreign-grant", "CURATOR-604", "pause:random"))));

        assertThat(update.added())
                .extracting(BaselineEntry::text)
                .containsExactly("mutual-exclusion/foreign-grant under faults in lock/inter-process-mutex"
                        + "  # CURATOR-604; 2 of 3 runs, such as seed1");
        assertThat(Baseline.parse(
                                Path.of("b.txt"),
                                update.baseline().text().lines().toList())
                        .entries())
                .isEqualTo(update.baseline().entries());
    }

    @Test
    void update_of_a_finding_under_no_fault_says_so_and_of_both_names_no_faults() {
        BaselineUpdate update = BaselineUpdate.of(
                Baseline.empty(Path.of("b.txt")),
                List.of(
                        run("seed1", violation("server-overlap", null), violation("foreign-grant", null)),
                        run("seed2", violation("foreign-grant", null, "kill:leader"))));

        assertThat(update.added())
                .extracting(BaselineEntry::toString)
                .containsExactly(
                        "mutual-exclusion/server-overlap under no fault in " + MUTEX,
                        "mutual-exclusion/foreign-grant in " + MUTEX);
    }

    @Test
    void update_covers_what_a_check_did_not_record_with_an_entry_for_any_faults() {
        ViolationSignature some =
                new ViolationSignature("mutual-exclusion", "foreign-grant", List.of("kill:leader"), MUTEX, null, false);

        BaselineUpdate update = BaselineUpdate.of(Baseline.empty(Path.of("b.txt")), List.of(run("seed1", some)));

        assertThat(update.added())
                .extracting(BaselineEntry::toString)
                .containsExactly("mutual-exclusion/foreign-grant in " + MUTEX);
        assertThat(update.baseline().compare(List.of(some)).coversAll()).isTrue();
    }

    @Test
    void update_adds_nothing_that_is_covered_and_keeps_every_line() {
        Baseline baseline = BaselineTest.baseline("# ours", "CURATOR-604 in " + MUTEX);

        BaselineUpdate update = BaselineUpdate.of(
                baseline, List.of(run("seed1", violation("foreign-grant", "CURATOR-604", "kill:leader"))));

        assertThat(update.added()).isEmpty();
        assertThat(update.baseline()).isEqualTo(baseline);
    }

    private static RunViolations run(String name, ViolationSignature... violations) {
        return new RunViolations(name, MUTEX, List.of(violations));
    }

    private static ViolationSignature violation(String kind, @Nullable String id, String... faults) {
        return new ViolationSignature("mutual-exclusion", kind, List.of(faults), MUTEX, id, true);
    }
}
