package dev.stampede.nemesis.toxiproxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The behaviour of each toxic, from the point of view of TCP peers on both sides of a proxy. */
abstract class ToxicConformance extends ConformanceFixture {
    @ParameterizedTest
    @EnumSource
    void latency_delays_bytes(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        proxy().toxics().latency("l", stream, 600);
        assertTakes(600, () -> {
            pair.sender().send("late");
            assertThat(pair.receiver().receive(4)).isEqualTo("late");
        });
    }

    @ParameterizedTest
    @EnumSource
    void latency_with_jitter_stays_within_the_jitter_and_keeps_the_order(ToxicDirection stream) throws IOException {
        proxy().toxics().latency("l", stream, 100).setJitter(50);
        Pair pair = connect(stream);
        StringBuilder sent = new StringBuilder();
        for (char c = 'a'; c < 'k'; c++) {
            sent.append(c);
            String one = String.valueOf(c);
            assertTakes(100 - 50, () -> {
                pair.sender().send(one);
                assertThat(pair.receiver().receive(1)).isEqualTo(one);
            });
        }
        pair.sender().send(sent.toString()).finish();
        assertThat(pair.receiver().receiveAll()).hasToString("\"abcdefghij\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void removal_of_latency_releases_held_bytes(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        Toxic latency = proxy().toxics().latency("l", stream, HOUR_MILLIS);
        pair.sender().send("held");
        assertThat(pair.receiver().receiveBriefly()).hasToString("\"\" SILENCE");
        latency.remove();
        assertThat(pair.receiver().receive(4)).isEqualTo("held");
        pair.sender().send("!");
        assertThat(pair.receiver().receive(1)).isEqualTo("!");
    }

    @ParameterizedTest
    @EnumSource
    void bandwidth_limits_the_rate(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        proxy().toxics().bandwidth("b", stream, 20);
        String tenKilobytes = "x".repeat(10_000);
        // One slice of 100 ms may pass early, never two.
        assertTakes(10_000 / 20 - 100, () -> {
            pair.sender().send(tenKilobytes);
            assertThat(pair.receiver().receive(10_000)).isEqualTo(tenKilobytes);
        });
    }

    @ParameterizedTest
    @EnumSource
    void bandwidth_zero_holds_bytes_and_end_until_it_is_removed(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        Toxic bandwidth = proxy().toxics().bandwidth("b", stream, 0);
        pair.sender().send("one");
        assertThat(pair.receiver().receiveBriefly()).hasToString("\"\" SILENCE");
        pair.sender().send("two");
        bandwidth.remove();
        assertThat(pair.receiver().receive(6)).isEqualTo("onetwo");
        pair.sender().send("three").finish();
        assertThat(pair.receiver().receiveAll()).hasToString("\"three\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void bandwidth_zero_passes_the_end_of_an_idle_stream(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        proxy().toxics().bandwidth("b", stream, 0);
        pair.sender().close();
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void timeout_zero_drops_silently_and_closes_both_sides_when_removed(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        Toxic timeout = proxy().toxics().timeout("t", stream, 0);
        pair.sender().send("lost");
        assertThat(pair.receiver().receiveBriefly()).hasToString("\"\" SILENCE");
        pair.receiver().send("back");
        assertThat(pair.sender().receive(4)).isEqualTo("back");
        timeout.remove();
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
        assertThat(pair.sender().receiveAll()).hasToString("\"\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void timeout_zero_accepts_and_forwards_new_connections_without_data(ToxicDirection stream) throws IOException {
        Toxic timeout = proxy().toxics().timeout("t", stream, 0);
        Pair pair = connect(stream);
        pair.sender().send("lost");
        assertThat(pair.receiver().receiveBriefly()).hasToString("\"\" SILENCE");
        timeout.remove();
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
        Pair next = connect(stream);
        next.sender().send("found");
        assertThat(next.receiver().receive(5)).isEqualTo("found");
    }

    @ParameterizedTest
    @EnumSource
    void timeout_zero_passes_the_end_immediately(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        proxy().toxics().timeout("t", stream, 0);
        pair.sender().send("lost").close();
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void timeout_closes_both_sides_when_it_is_over(ToxicDirection stream) throws IOException {
        Pair pair = connect(stream);
        proxy().toxics().timeout("t", stream, 300);
        assertTakes(300, () -> {
            pair.sender().send("lost");
            assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
        });
        assertThat(pair.sender().receiveAll()).hasToString("\"\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void reset_peer_resets_a_new_connection_at_its_first_bytes(ToxicDirection stream) throws IOException {
        proxy().toxics().resetPeer("r", stream, 0);
        Pair pair = connect(stream);
        assertThat(pair.receiver().receiveBriefly()).hasToString("\"\" SILENCE");
        pair.sender().send("x");
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" RST");
        assertThat(pair.sender().receiveAll()).hasToString("\"\" RST");
    }

    @ParameterizedTest
    @EnumSource
    void reset_peer_waits_for_its_timeout(ToxicDirection stream) throws IOException {
        proxy().toxics().resetPeer("r", stream, 300);
        Pair pair = connect(stream);
        assertTakes(300, () -> {
            pair.sender().send("x");
            assertThat(pair.receiver().receiveAll()).hasToString("\"\" RST");
        });
    }

    @ParameterizedTest
    @EnumSource
    void reset_peer_ends_an_existing_connection_in_order(ToxicDirection stream) throws IOException {
        Pair pair = established(stream);
        proxy().toxics().resetPeer("r", stream, 0);
        pair.sender().send("x");
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
        assertThat(pair.sender().receiveAll()).hasToString("\"\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void slicer_keeps_bytes_and_order_and_delays_between_slices(ToxicDirection stream) throws IOException {
        proxy().toxics().slicer("s", stream, 10, 20_000);
        Pair pair = connect(stream);
        String text = "0123456789".repeat(10);
        // The least number of slices, with a delay after all but the last.
        assertTakes((text.length() / 10 - 1) * 20L, () -> {
            pair.sender().send(text);
            assertThat(pair.receiver().receive(text.length())).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @EnumSource
    void limit_data_passes_its_bytes_then_closes_both_sides(ToxicDirection stream) throws IOException {
        proxy().toxics().limitData("l", stream, 5);
        Pair pair = connect(stream);
        pair.sender().send("abc");
        assertThat(pair.receiver().receive(3)).isEqualTo("abc");
        pair.sender().send("defg");
        assertThat(pair.receiver().receiveAll()).hasToString("\"de\" FIN");
        assertThat(pair.sender().receiveAll()).hasToString("\"\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void limit_data_raised_while_open_counts_passed_bytes(ToxicDirection stream) throws IOException {
        var limit = proxy().toxics().limitData("l", stream, 5);
        Pair pair = connect(stream);
        pair.sender().send("abc");
        assertThat(pair.receiver().receive(3)).isEqualTo("abc");
        limit.setBytes(7);
        pair.sender().send("defghi");
        assertThat(pair.receiver().receiveAll()).hasToString("\"defg\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void slow_close_delays_the_end(ToxicDirection stream) throws IOException {
        proxy().toxics().slowClose("s", stream, 300);
        Pair pair = connect(stream);
        assertTakes(300, () -> {
            pair.sender().send("soon").close();
            assertThat(pair.receiver().receiveAll()).hasToString("\"soon\" FIN");
        });
    }

    @ParameterizedTest
    @EnumSource
    void several_toxics_act_one_after_the_other(ToxicDirection stream) throws IOException {
        proxy().toxics().limitData("first", stream, 4);
        proxy().toxics().latency("second", stream, 200);
        proxy().toxics().latency("third", stream, 200);
        Pair pair = connect(stream);
        assertTakes(200 + 200, () -> {
            pair.sender().send("abcdefgh");
            assertThat(pair.receiver().receiveAll()).hasToString("\"abcd\" FIN");
        });
    }

    @ParameterizedTest
    @EnumSource
    void toxics_in_both_directions_act_independently(ToxicDirection stream) throws IOException {
        ToxicDirection other = stream == UPSTREAM ? DOWNSTREAM : UPSTREAM;
        proxy().toxics().limitData("here", stream, 3);
        proxy().toxics().slicer("there", other, 1, 1);
        Pair pair = connect(stream);
        pair.receiver().send("downhill");
        assertThat(pair.sender().receive(8)).isEqualTo("downhill");
        pair.sender().send("uphill");
        assertThat(pair.receiver().receiveAll()).hasToString("\"uph\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void toxic_added_while_open_acts_last(ToxicDirection stream) throws IOException {
        Pair pair = established(stream);
        Toxic first = proxy().toxics().latency("first", stream, HOUR_MILLIS);
        pair.sender().send("held");
        assertThat(pair.receiver().receiveBriefly()).hasToString("\"\" SILENCE");
        proxy().toxics().limitData("second", stream, 2);
        if (server().isReal()) {
            // The real server forwards the bytes that the last toxic holds when another toxic is added.
            assertThat(pair.receiver().receive(4)).isEqualTo("held");
            return;
        }
        first.remove();
        assertThat(pair.receiver().receiveAll()).hasToString("\"he\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void toxic_removed_from_the_middle_passes_its_bytes_in_order(ToxicDirection stream) throws IOException {
        proxy().toxics().slicer("first", stream, 2, 1);
        Toxic second = proxy().toxics().latency("second", stream, HOUR_MILLIS);
        proxy().toxics().limitData("third", stream, 1_000);
        Pair pair = connect(stream);
        pair.sender().send("0123456789");
        assertThat(pair.receiver().receiveBriefly()).hasToString("\"\" SILENCE");
        second.remove();
        pair.sender().send("abcdef").finish();
        assertThat(pair.receiver().receiveAll()).hasToString("\"0123456789abcdef\" FIN");
    }

    @ParameterizedTest
    @EnumSource
    void removal_of_a_timeout_also_closes_unaffected_connections(ToxicDirection stream) throws IOException {
        Toxic timeout = proxy().toxics().timeout("t", stream, 0);
        timeout.setToxicity(0);
        Pair pair = connect(stream);
        pair.sender().send("heard");
        assertThat(pair.receiver().receive(5)).isEqualTo("heard");
        timeout.remove();
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
    }
}
