package dev.stampede.checker.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CheckTracksTest {

    @Test
    void judge_of_a_check_with_a_picture_returns_it_with_the_results() {
        Track picture = TrackBuilder.of("versions")
                .span("client 1", "v3", Severity.QUIET, 0, 10)
                .point("client 1", "v3", Severity.BAD, 3.0, 5)
                .track();

        RunVerdict verdict = judge(drawing(() -> List.of(picture)));

        assertThat(verdict.pictures()).containsExactly(picture);
        assertThat(verdict.verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void judge_of_a_check_whose_picture_throws_says_so_and_keeps_the_verdict() {
        RunVerdict verdict = judge(drawing(() -> {
            throw new IllegalStateException("no ink");
        }));

        assertThat(verdict.verdict()).isEqualTo(Verdict.VALID);
        assertThat(verdict.pictures()).hasSize(1);
        assertThat(verdict.pictures().get(0).name()).isEqualTo("drawn");
        assertThat(verdict.pictures().get(0).lanes().get(0).points().get(0).label())
                .isEqualTo("the check's picture failed: java.lang.IllegalStateException: no ink");
    }

    @Test
    void judge_of_a_picture_with_too_many_lanes_draws_the_first_and_counts_the_others() {
        TrackBuilder drawing = TrackBuilder.of("versions");
        for (int i = 0; i < CheckTracks.MAX_LANES + 3; i++) {
            drawing.lane("client " + i);
        }

        RunVerdict verdict = judge(drawing(() -> List.of(drawing.track())));

        assertThat(verdict.pictures().get(0).lanes()).hasSize(CheckTracks.MAX_LANES);
        assertThat(verdict.pictures().get(1).lanes().get(0).points().get(0).label())
                .isEqualTo("3 lanes of the check's picture are not drawn");
    }

    @Test
    void judge_of_a_lane_with_too_many_points_draws_the_first_and_says_so_in_its_name() {
        TrackBuilder drawing = TrackBuilder.of("versions");
        for (int i = 0; i <= CheckTracks.MAX_MARKS; i++) {
            drawing.point("client 1", "v" + i, Severity.QUIET, (double) i, i);
        }

        Track.Lane lane = judge(drawing(() -> List.of(drawing.track())))
                .pictures()
                .get(0)
                .lanes()
                .get(0);

        assertThat(lane.points()).hasSize(CheckTracks.MAX_MARKS);
        assertThat(lane.name()).isEqualTo("client 1 (the first 20000)");
    }

    private static RunVerdict judge(Check check) {
        History history = Histories.of(new Event.RunEnded(null, 10));
        return CheckRunner.judge(history, List.of(check), Duration.ofMinutes(1), 1 << 20);
    }

    private static Check drawing(Supplier<List<Track>> picture) {
        return new Check() {
            @Override
            public String name() {
                return "drawn";
            }

            @Override
            public CheckSpec spec() {
                return new CheckSpec(name(), Map.of());
            }

            @Override
            public CheckResult check(History history, CheckBudget budget) {
                return CheckResult.of(name(), Coverage.of("operations", 1), "", List.of());
            }

            @Override
            public List<Track> picture(History history) {
                return picture.get();
            }
        };
    }
}
