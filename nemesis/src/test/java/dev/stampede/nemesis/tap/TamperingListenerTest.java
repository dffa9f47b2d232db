package dev.stampede.nemesis.tap;

import static dev.stampede.nemesis.tap.TamperedFrames.absent;
import static dev.stampede.nemesis.tap.TamperedFrames.data;
import static dev.stampede.nemesis.tap.TamperedFrames.stat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.plan.Seed;
import dev.stampede.nemesis.tap.tampering.ReadTamperings;
import dev.stampede.nemesis.tap.tampering.SessionTamperings;
import dev.stampede.nemesis.tap.tampering.Tampering;
import dev.stampede.nemesis.tap.tampering.TamperingListener;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which lies a listener chooses, and lies about sessions. */
class TamperingListenerTest {
    @Test
    void frames_pass_unchanged_before_the_beginning_and_after_the_end() {
        LyingConnection connection = new LyingConnection(ReadTamperings.deniesZnode(), 1);
        byte[] truth = data(1, 0x20, "v0", stat(0x11, 1));

        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), truth))
                .isEqualTo(truth);
        connection.listener.begin();
        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), truth))
                .isEqualTo(absent(1, 0x20));
        connection.listener.end();
        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), truth))
                .isEqualTo(truth);
        assertThat(connection.listener.count()).isEqualTo(1);
        assertThat(connection.lies)
                .containsExactly("the ensemble lied to client 3 in the name of member 1: there is no /a, which exists");
    }

    @Test
    void about_one_lie_in_n_is_chosen_and_the_same_ones_for_one_seed() {
        List<Integer> first = lies(1_000, 40);

        assertThat(first).hasSizeBetween(10, 45);
        assertThat(lies(1_000, 40)).isEqualTo(first);
    }

    @Test
    void number_of_lies_is_limited() {
        assertThat(lies(500, 1)).hasSize(TamperingListener.MOST_LIES);
    }

    /** The positions of the replies that were changed. */
    private static List<Integer> lies(int replies, int oneIn) {
        LyingConnection connection = new LyingConnection(ReadTamperings.deniesZnode(), oneIn);
        connection.listener.begin();
        List<Integer> changed = new ArrayList<>();
        for (int i = 0; i < replies; i++) {
            byte[] truth = data(i + 1, 0x20, "v0", stat(0x11, 1));
            if (!Arrays.equals(connection.exchange(WireFrames.getData(i + 1, "/a", false), truth), truth)) {
                changed.add(i);
            }
        }
        return changed;
    }

    @Test
    void choice_of_less_than_one_lie_is_rejected() {
        Tampering tampering = ReadTamperings.deniesZnode();

        assertThatThrownBy(() -> new TamperingListener(tampering, 0, new Seed(1), lie -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected one lie in 1 or more possible ones, got one in 0");
    }

    @Test
    void frame_that_was_not_kept_as_a_whole_passes_unchanged() {
        LyingConnection connection = new LyingConnection(ReadTamperings.deniesZnode());
        byte[] truth = data(1, 0x20, "x".repeat(KeptFrame.WHOLE), stat(0x11, 1));

        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), truth))
                .isEqualTo(truth);
    }

    @Test
    void negotiates_a_longer_timeout_than_the_member() {
        assertThat(connected(SessionTamperings.negotiatesTooLongTimeout(), 5, 0x55))
                .isEqualTo(WireFrames.connected(44_000, 0x55));
    }

    @Test
    void gives_a_session_of_another_client() {
        Tampering tampering = SessionTamperings.givesSessionTwice();

        assertThat(connected(tampering, 5, 0x55)).isEqualTo(WireFrames.connected(4_000, 0x55));
        assertThat(connected(tampering, 5, 0x56)).isEqualTo(WireFrames.connected(4_000, 0x56));
        assertThat(connected(tampering, 6, 0x66)).isEqualTo(WireFrames.connected(4_000, 0x56));
    }

    /** What a new client receives in reply to its connect request. */
    private static byte[] connected(Tampering tampering, int client, long session) {
        TamperingListener listener = new TamperingListener(tampering, 1, new Seed(1), lie -> {});
        listener.begin();
        ConnectionState state = new ConnectionState(new TappedLink(client, 1), 1);
        SplitStream down = new SplitStream(StreamDirection.DOWNSTREAM, state, List.of(listener));
        new SplitStream(StreamDirection.UPSTREAM, state, List.of(listener)).send(WireFrames.connect(0));
        down.send(WireFrames.connected(4_000, session));
        return down.received();
    }
}
