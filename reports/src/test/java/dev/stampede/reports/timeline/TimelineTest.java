package dev.stampede.reports.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.Track;
import dev.stampede.reports.timeline.Lane.Mark;
import dev.stampede.reports.timeline.LoadHistogram.Quantiles;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long MS = 1_000_000L;

    @Test
    void holders_that_overlap_go_to_two_rows_and_are_red() {
        List<Lane> lanes = holders(history(hold(0, 0, 10, 50, 7), hold(1, 1, 30, 80, 9)));

        assertThat(lanes).extracting(Lane::name).containsExactly("/a (1)", "/a (2)");
        assertThat(lanes).flatExtracting(Lane::spans).extracting(Span::style).containsOnly(SpanStyle.BAD);
        assertThat(lanes.get(0).spans().get(0).label()).isEqualTo("client 0, token 0x7");
    }

    @Test
    void holders_one_after_another_share_a_row_and_are_not_red() {
        List<Lane> lanes = holders(history(hold(0, 0, 10, 30, 7), hold(1, 1, 30, 80, 9)));

        assertThat(lanes).hasSize(1);
        assertThat(lanes.get(0).spans()).extracting(Span::style).containsOnly(SpanStyle.HELD);
    }

    @Test
    void holder_that_doubts_is_not_red_from_then_on() {
        History.Builder builder = history(hold(0, 0, 10, 50, 7), hold(1, 1, 30, 80, 9));
        builder.add(new Event.Doubted(0, null, "SUSPENDED", 20 * MS));

        assertThat(holders(builder))
                .flatExtracting(Lane::spans)
                .extracting(Span::style)
                .doesNotContain(SpanStyle.BAD);
    }

    /** A latch has no release: a client that samples true, then false, led in between, and the next one is no overlap. */
    @Test
    void holder_known_from_samples_lasts_to_the_last_true_one() {
        History.Builder builder = history();
        sample(builder, 0, 0, 7, 10);
        sample(builder, 1, 0, 7, 20);
        sample(builder, 2, 0, 0, 30);
        sample(builder, 3, 1, 9, 40);
        sample(builder, 4, 1, 9, 50);

        List<Lane> lanes = holders(builder);

        assertThat(lanes).hasSize(1);
        assertThat(lanes.get(0).spans())
                .containsExactly(
                        new Span(10 * MS, 20 * MS, false, SpanStyle.HELD, "client 0, token 0x7", 0, -1),
                        new Span(40 * MS, 50 * MS, false, SpanStyle.HELD, "client 1, token 0x9", 3, -1));
    }

    private static void sample(History.Builder builder, int operation, int client, long token, long at) {
        builder.add(new Event.Invoked(operation, client, "sample", "/a", null, at * MS));
        String leads = Boolean.toString(token != 0);
        builder.add(new Event.Completed(operation, Outcome.OK, leads, null, 1, token, 0, at * MS));
    }

    /** A registered name is owned until its owner doubts it; no operation releases it. */
    @Test
    void hold_that_no_operation_releases_ends_with_its_doubt() {
        History.Builder builder = history();
        builder.add(new Event.Invoked(0, 0, "register", "/n", "u", 5 * MS));
        builder.add(new Event.Completed(0, Outcome.OK, null, null, 1, 7, 0, 10 * MS));
        builder.add(new Event.Doubted(0, "/n", "unregisters", 20 * MS));
        builder.add(new Event.RunEnded(null, 90 * MS));

        assertThat(holders(builder))
                .flatExtracting(Lane::spans)
                .containsExactly(new Span(10 * MS, 20 * MS, false, SpanStyle.HELD, "client 0, token 0x7", 0, -1));
    }

    @Test
    void leader_lane_draws_the_time_without_a_leader() {
        History.Builder builder = builder();
        builder.add(new Event.RoleChanged(1, MemberRole.LEADING, 1, 10 * MS));
        builder.add(new Event.RoleChanged(1, MemberRole.DOWN, 0, 20 * MS));
        builder.add(new Event.RoleChanged(2, MemberRole.LEADING, 2, 35 * MS));
        builder.add(new Event.RunEnded(null, 50 * MS));

        assertThat(RoleLanes.withoutLeader(builder.build()))
                .containsExactly(Span.of(20 * MS, 35 * MS, SpanStyle.NO_LEADER, "no leader"));
        assertThat(RoleLanes.elections(builder.build())).isEqualTo(2);
    }

    @Test
    void rows_of_many_overlapping_spans_are_bounded_and_lose_none() {
        List<Span> spans = IntStream.range(0, 50)
                .mapToObj(i -> Span.of(i, 1000, SpanStyle.HELD, ""))
                .toList();

        List<List<Span>> rows = RowLayout.split(spans);

        assertThat(rows).hasSize(RowLayout.MAX_ROWS);
        assertThat(rows.stream().mapToInt(List::size).sum()).isEqualTo(50);
    }

    @Test
    void thinning_keeps_every_violation() {
        List<Span> spans = IntStream.range(0, 1000)
                .mapToObj(i -> Span.of(i, i + 1L, i % 100 == 0 ? SpanStyle.BAD : SpanStyle.HELD, ""))
                .toList();

        List<Span> thinned = RowLayout.thin(spans, 50, 1000);

        assertThat(thinned.size()).isLessThan(100);
        assertThat(thinned).filteredOn(s -> s.style() == SpanStyle.BAD).hasSize(10);
    }

    @Test
    void load_counts_by_completion_and_never_completed_by_invocation() {
        History.Builder builder = history(hold(0, 0, 10, 50, 7));
        builder.add(new Event.Invoked(2, 1, "acquire", "/a", null, 95 * MS));
        builder.add(new Event.RunEnded(null, 100 * MS));
        LoadHistogram load = LoadHistogram.of(builder.build().operations(), 100 * MS, 10);

        assertThat(load.buckets().stream().mapToInt(LoadHistogram.Bucket::ok).sum())
                .isEqualTo(2);
        assertThat(load.buckets().get((int) (95 * MS / load.widthNanos())).indeterminate())
                .isEqualTo(1);
    }

    @Test
    void quantiles_are_values_that_were_measured() {
        long[] values = IntStream.rangeClosed(1, 200).mapToLong(i -> 201 - i).toArray();

        assertThat(Quantiles.of(values)).isEqualTo(new Quantiles(200, 100, 198, 200));
        assertThat(Quantiles.of(new long[] {5})).isEqualTo(new Quantiles(1, 5, 5, 5));
    }

    @Test
    void axis_by_rank_takes_one_step_per_moment_and_reaches_the_end() {
        TimeAxis axis = TimeAxis.rank(history(hold(0, 0, 10, 50, 7)).build());

        assertThat(axis.knots()).extracting(TimeAxis.Knot::place).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(axis.knots()).extracting(TimeAxis.Knot::nanos).isSorted();
    }

    @Test
    void sample_keeps_what_the_verdict_names_and_says_that_it_is_partial() {
        History.Builder builder = builder();
        for (int i = 0; i < 1000; i++) {
            builder.add(new Event.Invoked(i, 0, "read", "/a", null, i * MS));
        }
        History history = builder.build();
        OperationSample sample = OperationSample.choose(
                history.operations(),
                100,
                Set.of(777),
                OpeningWindow.of(history, new RunVerdict(Verdict.VALID, "", List.of(), null)));

        assertThat(sample.size()).isBetween(90, 100);
        assertThat(sample.numbers().boxed()).contains(777).isSorted();
        assertThat(sample.partial()).isTrue();
    }

    @Test
    void opening_window_of_a_run_without_a_violation_is_the_whole_run() {
        History history = builder().add(new Event.RunEnded(null, 100 * MS)).build();

        OpeningWindow window = OpeningWindow.of(history, new RunVerdict(Verdict.VALID, "", List.of(), null));

        assertThat(window).isEqualTo(new OpeningWindow(0, 100 * MS, true));
    }

    @Test
    void columns_encode_large_and_negative_numbers_as_the_page_decodes_them() {
        long[] values = {0, -1, 63, 64, 0x2_0000_0001L, 5, -9_000_000_000L};
        ColumnEncoder columns = new ColumnEncoder().begin();
        for (long value : values) {
            columns.add(value);
        }
        byte[] bytes = columns.bytes();
        long last = 0;
        int at = 0;
        for (long value : values) {
            long coded = 0;
            int shift = 0;
            while (bytes[at] < 0) {
                coded |= (long) (bytes[at++] & 127) << shift;
                shift += 7;
            }
            coded |= (long) bytes[at++] << shift;
            last += (coded >>> 1) ^ -(coded & 1);
            assertThat(last).isEqualTo(value);
        }
        assertThat(at).isEqualTo(bytes.length);
    }

    @Test
    void track_of_a_check_is_drawn_before_the_published_tracks_of_the_history() {
        History history = builder()
                .add(new Event.TrackPoint("published", "lane", "here", Event.Severity.NOTICE, null, 5 * MS))
                .add(new Event.RunEnded(null, 100 * MS))
                .build();
        Track picture = TrackBuilder.of("versions")
                .span("client 1", "v3", Event.Severity.BAD, 10 * MS, 20 * MS)
                .point("the znode", "v3", Event.Severity.QUIET, 3.0, 7 * MS)
                .track();

        List<Lane> lanes = RunTimeline.of(history, new RunVerdict(Verdict.VALID, "", List.of(), null, List.of(picture)))
                .lanes();

        assertThat(lanes)
                .containsExactly(
                        Lane.ofSpans("versions", "client 1", List.of(Span.of(10 * MS, 20 * MS, SpanStyle.BAD, "v3"))),
                        new Lane(
                                "versions",
                                "the znode",
                                List.of(),
                                List.of(new Mark(7 * MS, SpanStyle.QUIET, "v3", 3.0))),
                        new Lane(
                                "published",
                                "lane",
                                List.of(),
                                List.of(new Mark(5 * MS, SpanStyle.NOTICE, "here", null))));
        assertThat(lanes).extracting(Lane::series).containsExactly(false, true, false);
    }

    private static List<Lane> holders(History.Builder builder) {
        History history = builder.add(new Event.RunEnded(null, 100 * MS)).build();
        return HolderLanes.of(history, RunClients.of(history));
    }

    private record Hold(int index, int client, long from, long to, long token) {}

    private static Hold hold(int index, int client, long from, long to, long token) {
        return new Hold(index, client, from, to, token);
    }

    private static History.Builder history(Hold... holds) {
        History.Builder builder = builder();
        for (Hold h : holds) {
            int n = 2 * h.index();
            builder.add(new Event.Invoked(n, h.client(), "acquire", "/a", null, (h.from() - 1) * MS));
            builder.add(new Event.Completed(n, Outcome.OK, null, null, 1, h.token(), h.token(), h.from() * MS));
            builder.add(new Event.Invoked(n + 1, h.client(), "release", "/a", null, h.to() * MS));
            builder.add(new Event.Completed(n + 1, Outcome.OK, null, null, 1, 0, 0, (h.to() + 1) * MS));
        }
        return builder;
    }

    private static History.Builder builder() {
        return History.builder(new RunHeader(
                "r",
                "lock",
                "naive",
                1,
                "2026-11-24T00:00:00Z",
                "local",
                List.of(1, 2),
                null,
                List.of(),
                null,
                List.of(),
                "",
                "",
                Map.of()));
    }
}
