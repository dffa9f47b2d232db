package dev.stampede.workloads.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.RunVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How often a run fails again. */
class ReplayStatisticsTest {
    private static final String OVERLAP = "mutual-exclusion/overlap under partition:leader in lock/naive";
    private static final String STALE = "mutual-exclusion/stale-write under no fault in lock/naive";

    private static RunVerdict invalid(Anomaly... anomalies) {
        return RunResults.of(
                        "broken", CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of(anomalies)))
                .verdict();
    }

    private static List<RunVerdict> valid(int times) {
        return Collections.nCopies(
                times,
                RunResults.of("fine", CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of()))
                        .verdict());
    }

    private static Anomaly overlap() {
        return RunResults.violation("mutual-exclusion", "overlap", "partition:leader");
    }

    @Test
    void replays_are_counted_with_their_interval_and_grouped_by_signature() {
        List<RunVerdict> verdicts = new ArrayList<>(valid(12));
        verdicts.add(RunResults.of(
                        "?", CheckResult.inconclusive("requirements", Coverage.of("requirements", 1), "", "no fault"))
                .verdict());
        verdicts.addAll(Collections.nCopies(6, invalid(overlap(), overlap())));
        verdicts.add(invalid(overlap(), RunResults.violation("mutual-exclusion", "stale-write")));

        ReplayStatistics statistics = new ReplayStatistics(verdicts, 2, Set.of(OVERLAP));

        assertThat(statistics.failures().seen()).isEqualTo(7);
        assertThat(statistics.failures().low()).isCloseTo(0.181, within(0.001));
        assertThat(statistics.failures().high()).isCloseTo(0.567, within(0.001));
        assertThat(statistics.text())
                .isEqualTo(
                        """
                        The run failed again in 7 of 20 replays (18.1 to 56.7 %, Wilson interval at 95 %). VALID: 12, INCONCLUSIVE: 1, harness failed: 2.

                        | signature                                                     | replays | rate           | recorded run |
                        | ------------------------------------------------------------- | ------- | -------------- | ------------ |
                        | mutual-exclusion/overlap under partition:leader in lock/naive | 7 of 20 | 18.1 to 56.7 % | yes          |
                        | mutual-exclusion/stale-write under no fault in lock/naive     | 1 of 20 | 0.9 to 23.6 %  | –            |

                        After a fix, 15 successive replays without a failure show with 95 % confidence that it works, even if the true rate is the lower end of the interval.
                        """);
    }

    @Test
    void failure_that_does_not_return_is_bounded_and_the_recorded_signature_is_named() {
        ReplayStatistics statistics = new ReplayStatistics(valid(20), 0, Set.of(OVERLAP));

        assertThat(statistics.text())
                .startsWith("The run failed again in 0 of 20 replays (0.0 to 16.1 %")
                .contains(OVERLAP, "0 of 20")
                .doesNotContain("After a fix");
    }

    @Test
    void replays_in_which_the_harness_failed_prove_nothing() {
        assertThat(new ReplayStatistics(List.of(), 3, Set.of()).text())
                .isEqualTo("No replay was judged; the harness failed in 3.\n");
    }

    @Test
    void json_has_the_rates_as_numbers() {
        List<RunVerdict> verdicts = new ArrayList<>(valid(1));
        verdicts.add(invalid(RunResults.violation("mutual-exclusion", "stale-write")));

        Map<String, Object> fields =
                new ReplayStatistics(verdicts, 0, Set.of()).json().fields();

        assertThat(fields).containsEntry("replays", 2).containsEntry("failed", 1);
        assertThat((Double) fields.get("low")).isCloseTo(0.095, within(0.001));
        assertThat(fields.get("signatures").toString()).contains(STALE, "recorded=false");
    }
}
