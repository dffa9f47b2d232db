package dev.stampede.nemesis.tap;

import static dev.stampede.nemesis.tap.TamperedFrames.bytes;
import static dev.stampede.nemesis.tap.TamperedFrames.close;
import static dev.stampede.nemesis.tap.TamperedFrames.created;
import static dev.stampede.nemesis.tap.TamperedFrames.data;
import static dev.stampede.nemesis.tap.TamperedFrames.existing;
import static dev.stampede.nemesis.tap.TamperedFrames.exists;
import static dev.stampede.nemesis.tap.TamperedFrames.ofNew;
import static dev.stampede.nemesis.tap.TamperedFrames.set;
import static dev.stampede.nemesis.tap.TamperedFrames.stat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.nemesis.tap.tampering.StatTamperings;
import dev.stampede.nemesis.tap.tampering.Tampering;
import dev.stampede.nemesis.tap.tampering.ZxidTamperings;
import java.util.stream.Stream;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client receives in place of true zxids and Stats. */
class StatTamperingsTest {
    @Test
    void lowers_zxid_below_that_of_the_reply_before() {
        LyingConnection connection = new LyingConnection(ZxidTamperings.lowersZxid());

        connection.reply(WireFrames.pong(0x20));
        assertThat(connection.exchange(exists(2, "/a"), existing(2, 0x22, stat(0x11, 1))))
                .isEqualTo(existing(2, 0x1f, stat(0x11, 1)));
    }

    @Test
    void replies_behind_stat() {
        LyingConnection connection = new LyingConnection(ZxidTamperings.repliesBehindStat());

        assertThat(connection.exchange(WireFrames.setData(1, "/a", bytes("v2"), -1), set(1, 0x22, stat(0x22, 2))))
                .isEqualTo(set(1, 0x21, stat(0x22, 2)));
    }

    @Test
    void repeats_or_reverses_the_zxids_of_two_writes() {
        assertThat(secondWrite(ZxidTamperings.repeatsZxid())).isEqualTo(set(2, 0x22, stat(0x22, 3)));
        assertThat(secondWrite(ZxidTamperings.reversesWrites())).isEqualTo(set(2, 0x21, stat(0x21, 3)));
    }

    private static byte[] secondWrite(Tampering tampering) {
        LyingConnection connection = new LyingConnection(tampering);
        byte[] first = set(1, 0x22, stat(0x22, 2));
        assertThat(connection.exchange(WireFrames.setData(1, "/a", bytes("v"), -1), first))
                .isEqualTo(first);
        return connection.exchange(WireFrames.setData(2, "/b", bytes("v"), -1), set(2, 0x25, stat(0x25, 3)));
    }

    @Test
    void closes_a_session_before_its_last_write() {
        LyingConnection connection = new LyingConnection(ZxidTamperings.closesEarly());

        connection.exchange(WireFrames.setData(1, "/a", bytes("v"), -1), set(1, 0x22, stat(0x22, 2)));
        assertThat(connection.exchange(close(2), WireFrames.error(2, 0x23, 0))).isEqualTo(WireFrames.error(2, 0x21, 0));
    }

    static Stream<Arguments> stats() {
        return Stream.of(
                Arguments.of(StatTamperings.movesMtime(), stat(s -> s.setMtime(s.getMtime() + 1))),
                Arguments.of(StatTamperings.raisesAversion(), stat(s -> s.setAversion(1))),
                Arguments.of(StatTamperings.countsFewerChildren(), stat(s -> s.setNumChildren(2))),
                Arguments.of(StatTamperings.swapsCzxidAndMzxid(), stat(s -> {
                    s.setCzxid(0x15);
                    s.setMzxid(0x10);
                })));
    }

    @ParameterizedTest
    @MethodSource("stats")
    void stat_of_a_read_is_changed_in_one_respect(Tampering tampering, Stat changed) {
        LyingConnection connection = new LyingConnection(tampering);

        assertThat(connection.exchange(WireFrames.getData(1, "/a", false), data(1, 0x20, "v2", stat(s -> {}))))
                .isEqualTo(data(1, 0x20, "v2", changed));
        assertThat(connection.exchange(exists(2, "/a"), existing(2, 0x20, stat(s -> {}))))
                .isEqualTo(existing(2, 0x20, changed));
    }

    @Test
    void skips_a_version_of_a_set() {
        LyingConnection connection = new LyingConnection(StatTamperings.skipsVersion());

        assertThat(connection.exchange(WireFrames.setData(1, "/a", bytes("v2"), 1), set(1, 0x22, stat(0x22, 2))))
                .isEqualTo(set(1, 0x22, stat(s -> {
                    s.setMzxid(0x22);
                    s.setVersion(3);
                    s.setNumChildren(0);
                })));
    }

    @Test
    void changes_the_owner_of_an_ephemeral_only() {
        LyingConnection connection = new LyingConnection(StatTamperings.changesOwner());
        byte[] persistent = created(1, 0x20, "/a", ofNew(0x20, 0));

        assertThat(connection.exchange(WireFrames.create(1, "/a", new byte[0], 0), persistent))
                .isEqualTo(persistent);
        assertThat(connection.exchange(
                        WireFrames.create(2, "/e", new byte[0], 1),
                        created(2, 0x21, "/e", ofNew(0x21, LyingConnection.SESSION))))
                .isEqualTo(created(2, 0x21, "/e", ofNew(0x21, LyingConnection.SESSION + 1)));
    }
}
