package dev.stampede.nemesis.tap;

import static dev.stampede.nemesis.tap.TamperedFrames.CHANGED;
import static dev.stampede.nemesis.tap.TamperedFrames.data;
import static dev.stampede.nemesis.tap.TamperedFrames.joined;
import static dev.stampede.nemesis.tap.TamperedFrames.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.tap.tampering.EventTamperings;
import org.junit.jupiter.api.Test;

/** What a client receives in place of true watch events. */
class EventTamperingsTest {
    private static final byte[] EVENT = WireFrames.watchEvent(0x21, CHANGED, "/a");

    @Test
    void drops_an_event() {
        assertThat(new LyingConnection(EventTamperings.dropsEvent()).reply(EVENT))
                .isEmpty();
    }

    @Test
    void repeats_an_event_behind_the_reply_that_sets_the_watch_again() {
        LyingConnection connection = new LyingConnection(EventTamperings.repeatsEvent());
        byte[] reply = data(1, 0x21, "v2", stat(0x21, 2));

        assertThat(connection.reply(EVENT)).isEqualTo(EVENT);
        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), reply))
                .isEqualTo(reply);
        assertThat(connection.exchange(WireFrames.getData(1, "/a", true), reply))
                .isEqualTo(joined(reply, EVENT));
    }

    @Test
    void sends_an_event_behind_the_data_that_it_announces() {
        LyingConnection connection = new LyingConnection(EventTamperings.sendsEventLate());
        byte[] reply = data(1, 0x21, "v2", stat(0x21, 2));

        assertThat(connection.reply(EVENT)).isEmpty();
        assertThat(connection.reply(WireFrames.pong(0x21))).isEqualTo(WireFrames.pong(0x21));
        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), reply))
                .isEqualTo(joined(reply, EVENT));
        assertThat(connection.lies).hasSize(1);
    }

    @Test
    void late_event_is_sent_before_the_next_event_of_its_znode() {
        LyingConnection connection = new LyingConnection(EventTamperings.sendsEventLate());
        byte[] next = WireFrames.watchEvent(0x25, CHANGED, "/a");

        assertThat(connection.reply(EVENT)).isEmpty();
        assertThat(connection.reply(next)).isEqualTo(joined(EVENT, next));
        assertThat(connection.lies).isEmpty();
    }

    @Test
    void changes_the_type_or_the_path_of_an_event() {
        LyingConnection type = new LyingConnection(EventTamperings.changesType());
        LyingConnection path = new LyingConnection(EventTamperings.changesPath());
        path.exchange(WireFrames.getData(1, "/b", true), data(1, 0x20, "v", stat(0x11, 1)));

        assertThat(type.reply(EVENT)).isEqualTo(WireFrames.watchEvent(0x21, 2, "/a"));
        assertThat(path.reply(EVENT)).isEqualTo(WireFrames.watchEvent(0x21, CHANGED, "/b"));
    }

    @Test
    void invents_an_event_without_a_zxid() {
        LyingConnection connection = new LyingConnection(EventTamperings.inventsEvent());
        byte[] reply = data(1, 0x20, "v", stat(0x11, 1));

        assertThat(connection.exchange(WireFrames.getData(1, "/a", true), reply))
                .isEqualTo(joined(reply, WireFrames.watchEvent(-1, CHANGED, "/a")));
    }

    @Test
    void reorders_the_events_of_two_znodes_only() {
        LyingConnection connection = new LyingConnection(EventTamperings.reordersEvents());
        byte[] same = WireFrames.watchEvent(0x25, CHANGED, "/a");
        byte[] other = WireFrames.watchEvent(0x26, CHANGED, "/b");

        assertThat(connection.reply(EVENT)).isEmpty();
        assertThat(connection.reply(same)).isEqualTo(joined(EVENT, same));
        assertThat(connection.reply(EVENT)).isEmpty();
        assertThat(connection.reply(other)).isEqualTo(joined(other, EVENT));
        assertThat(connection.lies).hasSize(1);
    }
}
