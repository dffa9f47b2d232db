package dev.stampede.reports.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lanes of violations and caveats, and the window on which the timeline opens. */
class AnomalyLanesTest {
    private static final long MS = 1_000_000L;
    private static final long END = 60_000 * MS;
    private static final Citation PROMISE = new Citation("one holder", "the recipe", "https://example.org");

    @Test
    void lanes_are_one_per_kind_and_violations_stand_above_the_run_and_the_caveats() {
        RunVerdict verdict = verdict(
                anomaly("overlap", 10_000, 10_040, null),
                anomaly("overlap", 20_000, 20_010, null),
                anomaly("doubt", 30_000, 30_000, PROMISE));

        List<Lane> lanes = AnomalyLanes.of(verdict, END);

        assertThat(lanes).extracting(Lane::group).containsExactly("Violations", "Caveats");
        assertThat(lanes).extracting(Lane::name).containsExactly("overlap", "doubt");
        assertThat(lanes.get(0).spans()).extracting(Span::style).containsOnly(SpanStyle.BAD);
        assertThat(lanes.get(1).spans()).extracting(Span::style).containsExactly(SpanStyle.NOTICE);
        assertThat(RunTimeline.of(history(), verdict).lanes().get(0).group()).isEqualTo("Violations");
    }

    @Test
    void lane_of_anomalies_at_the_same_time_has_a_row_for_each() {
        List<Lane> lanes =
                AnomalyLanes.of(verdict(anomaly("overlap", 10, 40, null), anomaly("overlap", 20, 50, null)), END);

        assertThat(lanes).extracting(Lane::name).containsExactly("overlap 1", "overlap 2");
    }

    @Test
    void lane_of_many_anomalies_at_the_same_time_has_three_rows_and_shows_all_of_them() {
        Anomaly[] all = IntStream.range(0, 9)
                .mapToObj(i -> anomaly("overlap", 10 + i, 50, null))
                .toArray(Anomaly[]::new);

        List<Lane> lanes = AnomalyLanes.of(verdict(all), END);

        assertThat(lanes).extracting(Lane::name).containsExactly("overlap 1", "overlap 2", "overlap 3");
        assertThat(lanes.stream().mapToInt(lane -> lane.spans().size()).sum()).isEqualTo(9);
    }

    @Test
    void window_of_a_short_violation_shows_it_in_a_tenth_of_the_width_or_more() {
        OpeningWindow window = OpeningWindow.of(history(), verdict(anomaly("overlap", 10_000, 10_040, null)));

        assertThat(window.whole()).isFalse();
        assertThat(window.fromNanos()).isBetween(9_000 * MS, 10_000 * MS - 1);
        assertThat(window.toNanos()).isBetween(10_040 * MS + 1, 11_000 * MS);
        assertThat(window.toNanos() - window.fromNanos()).isLessThanOrEqualTo(11 * 40 * MS);
    }

    @Test
    void window_shows_the_fault_that_the_violation_names_if_it_is_near() {
        Anomaly near = anomaly("overlap", 12_000, 14_000, null);

        OpeningWindow window = OpeningWindow.of(history(), verdict(near));

        assertThat(window.fromNanos()).as("the fault began at 5 s").isLessThan(5_000 * MS);
        assertThat(window.toNanos() - window.fromNanos()).isLessThanOrEqualTo(11 * 2_000 * MS);
    }

    @Test
    void window_of_a_violation_at_one_moment_is_not_empty() {
        OpeningWindow window = OpeningWindow.of(history(), verdict(anomaly("lost", 30_000, 30_000, null)));

        assertThat(window.fromNanos()).isLessThan(30_000 * MS);
        assertThat(window.toNanos()).isGreaterThan(30_000 * MS);
    }

    @Test
    void window_of_a_valid_run_begins_shortly_before_the_first_operation_or_fault() {
        OpeningWindow window = OpeningWindow.of(history(), verdict());

        assertThat(window.whole()).isTrue();
        assertThat(window.fromNanos()).isBetween(3_500 * MS, 5_000 * MS);
        assertThat(window.toNanos()).isEqualTo(END);
    }

    private static RunVerdict verdict(Anomaly... anomalies) {
        CheckResult result = CheckResult.of("mutual-exclusion", Coverage.of("holds", 9), "", List.of(anomalies));
        return new RunVerdict(result.verdict(), "", List.of(result), null);
    }

    private static Anomaly anomaly(String kind, long from, long to, @Nullable Citation excuse) {
        return new Anomaly(
                "mutual-exclusion",
                kind,
                "two held it",
                List.of(),
                excuse == null ? Blame.RECIPE : Blame.ASYNCHRONY,
                List.of(0),
                List.of("p#0"),
                from * MS,
                to * MS,
                PROMISE,
                excuse,
                new Anomaly.Signature("mutual-exclusion", kind, List.of(), "lock/naive"));
    }

    /** An operation from 9.9 s to 10.1 s, and a fault from 5 s to 8 s. */
    private static History history() {
        RunHeader header = new RunHeader(
                "r", "lock", "naive", 1, "", "none", List.of(), null, List.of(), null, List.of(), "", "", Map.of());
        return History.builder(header)
                .add(new Event.FaultInjecting(
                        "p#0",
                        "p",
                        "partition",
                        "leader",
                        "leader",
                        List.of(1),
                        List.of(),
                        List.of(),
                        List.of(),
                        5_000 * MS))
                .add(new Event.FaultInjected("p#0", 5_010 * MS))
                .add(new Event.FaultHealing("p#0", 8_000 * MS))
                .add(new Event.FaultHealed("p#0", "answered", 8_000 * MS))
                .add(new Event.Invoked(0, 0, "acquire", "/a", null, 9_900 * MS))
                .add(new Event.Completed(0, Outcome.OK, null, null, 1, 7, 7, 10_100 * MS))
                .add(new Event.RunEnded(null, END))
                .build();
    }
}
