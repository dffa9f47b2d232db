package dev.stampede.checker.checks.watches;

import static dev.stampede.checker.history.data.WatchInput.ChangeType.DATA_CHANGED;
import static dev.stampede.checker.history.data.WatchInput.WatchKind.DATA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatchTracksTest {
    private static final String A = "/w/a";

    @Test
    void picture_shows_when_a_watch_was_set_and_its_events() {
        var history = WatchHistoryBuilder.of(1)
                .sets("w1", DATA, A, WatchHistoryBuilder.znode(0x5, 0x5, 0), 0x5, 10)
                .fires("w1", DATA_CHANGED, A, 0x6, 20)
                .until(100)
                .history();

        var track = WatchTracks.of(history).get(0);
        assertThat(track.name()).isEqualTo("Watches on /w/a");
        assertThat(track.lanes()).hasSize(1);
        assertThat(track.lanes().get(0).name()).isEqualTo("client 1 data");
        assertThat(track.lanes().get(0).spans()).singleElement().satisfies(span -> {
            assertThat(span.fromNanos()).isEqualTo(WatchHistoryBuilder.nanos(10));
            assertThat(span.atNanos()).isEqualTo(WatchHistoryBuilder.nanos(20));
        });
        assertThat(track.lanes().get(0).points()).hasSize(1);
    }
}
