package dev.stampede.nemesis.toxiproxy;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What all toxics have in common, for each of them in both directions, whichever server it is: toxicities, connections
 * that exist and new ones, changes in mid-stream.
 */
abstract class EachToxicConformance extends ConformanceFixture {
    static Stream<Arguments> everyToxicBothWays() {
        return Arrays.stream(ToxicCase.values())
                .flatMap(toxic -> Stream.of(Arguments.of(toxic, UPSTREAM), Arguments.of(toxic, DOWNSTREAM)));
    }

    static Stream<Arguments> everyLastingToxicBothWays() {
        return everyToxicBothWays().filter(arguments -> ((ToxicCase) arguments.get()[0]).lasts());
    }

    /** A timeout does not hold what it got: it has dropped it. */
    static Stream<Arguments> everyHoldingToxicBothWays() {
        return everyLastingToxicBothWays().filter(arguments -> arguments.get()[0] != ToxicCase.TIMEOUT);
    }

    private Toxic add(ToxicCase toxic, ToxicDirection stream) throws IOException {
        return toxic.add(proxy().toxics(), "t", stream);
    }

    @ParameterizedTest
    @MethodSource("everyToxicBothWays")
    void new_connection_is_struck(ToxicCase toxic, ToxicDirection stream) throws IOException {
        add(toxic, stream);
        Pair pair = connect(stream);
        toxic.speak(pair.sender());
        assertThat(pair.receiver().glance()).hasToString(toxic.struck());
    }

    @ParameterizedTest
    @MethodSource("everyToxicBothWays")
    void existing_connection_is_struck(ToxicCase toxic, ToxicDirection stream) throws IOException {
        Pair pair = established(stream);
        add(toxic, stream);
        toxic.speak(pair.sender());
        assertThat(pair.receiver().glance()).hasToString(toxic.struckWhenItExisted());
    }

    @ParameterizedTest
    @MethodSource("everyToxicBothWays")
    void other_direction_is_spared(ToxicCase toxic, ToxicDirection stream) throws IOException {
        Pair pair = established(stream);
        add(toxic, stream);
        pair.receiver().send("back");
        assertThat(pair.sender().receive(4)).isEqualTo("back");
    }

    @ParameterizedTest
    @MethodSource("everyToxicBothWays")
    void toxicity_zero_spares_existing_and_new_connections(ToxicCase toxic, ToxicDirection stream) throws IOException {
        Pair existing = established(stream);
        add(toxic, stream).setToxicity(0);
        // Until the toxicity was changed, the toxic acted, but no peer sent anything.
        Pair fresh = connect(stream);
        toxic.speak(existing.sender());
        toxic.speak(fresh.sender());
        assertSpared(existing, toxic);
        assertSpared(fresh, toxic);
    }

    private static void assertSpared(Pair pair, ToxicCase toxic) throws IOException {
        assertThat(pair.receiver().receive(2)).isEqualTo("ab");
        if (toxic.spared().endsWith("FIN")) {
            assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
        } else {
            assertThat(pair.receiver().glance()).hasToString("\"\" SILENCE");
        }
    }

    /** Of 32 connections none, or all, are struck once in two thousand million runs. */
    @ParameterizedTest
    @MethodSource("everyToxicBothWays")
    void toxicity_of_a_half_strikes_some_and_spares_others(ToxicCase toxic, ToxicDirection stream) throws IOException {
        add(toxic, stream).setToxicity(0.5f);
        List<PeerObservation> sights = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            Pair pair = connect(stream);
            toxic.speak(pair.sender());
            sights.add(new PeerObservation(pair.receiver()));
        }
        // What is spared arrives some time; what is struck never does, however long this looks.
        await().atMost(Peer.PATIENCE)
                .during(Duration.ofMillis(150))
                .until(() -> count(sights, toxic.spared()) > 0 && count(sights, toxic.struck()) > 0);
    }

    private static long count(List<PeerObservation> sights, String seen) throws IOException {
        long count = 0;
        for (PeerObservation sight : sights) {
            if (sight.look().equals(seen)) {
                count++;
            }
        }
        return count;
    }

    @ParameterizedTest
    @MethodSource("everyLastingToxicBothWays")
    void removal_in_mid_stream_lets_go_what_was_held_and_spares_the_next(ToxicCase toxic, ToxicDirection stream)
            throws IOException {
        Toxic added = add(toxic, stream);
        Pair pair = connect(stream);
        toxic.speak(pair.sender());
        assertThat(pair.receiver().glance()).hasToString(toxic.struck());
        added.remove();
        assertThat(pair.receiver().receiveAll()).hasToString(toxic.afterwards());
        Pair next = connect(stream);
        toxic.speak(next.sender());
        assertSpared(next, toxic);
    }

    @ParameterizedTest
    @MethodSource("everyLastingToxicBothWays")
    void attributes_changed_in_mid_stream_act_on_what_was_held(ToxicCase toxic, ToxicDirection stream)
            throws IOException {
        add(toxic, stream);
        Pair pair = connect(stream);
        toxic.speak(pair.sender());
        assertThat(pair.receiver().glance()).hasToString(toxic.struck());
        toxic.calm(proxy().toxics(), "t");
        assertThat(pair.receiver().receiveAll()).hasToString(toxic.afterwards());
    }

    @ParameterizedTest
    @MethodSource("everyHoldingToxicBothWays")
    void toxicity_changed_to_zero_in_mid_stream_lets_go_what_was_held(ToxicCase toxic, ToxicDirection stream)
            throws IOException {
        Toxic added = add(toxic, stream);
        Pair pair = connect(stream);
        toxic.speak(pair.sender());
        assertThat(pair.receiver().glance()).hasToString(toxic.struck());
        added.setToxicity(0);
        assertThat(pair.receiver().receiveAll()).hasToString(toxic.afterwards());
    }

    @ParameterizedTest
    @MethodSource("everyLastingToxicBothWays")
    void reset_takes_it_away(ToxicCase toxic, ToxicDirection stream) throws IOException {
        add(toxic, stream);
        Pair pair = connect(stream);
        toxic.speak(pair.sender());
        assertThat(pair.receiver().glance()).hasToString(toxic.struck());
        server().client().reset();
        assertThat(proxy().toxics().getAll()).isEmpty();
        assertThat(pair.receiver().receiveAll()).hasToString(toxic.afterwards());
    }

    @ParameterizedTest
    @MethodSource("everyLastingToxicBothWays")
    void disabling_the_proxy_ends_what_it_holds(ToxicCase toxic, ToxicDirection stream) throws IOException {
        add(toxic, stream);
        Pair pair = connect(stream);
        toxic.speak(pair.sender());
        assertThat(pair.receiver().glance()).hasToString(toxic.struck());
        proxy().disable();
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
    }
}
