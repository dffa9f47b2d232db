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
 * The common behaviour of all toxics, tested for each toxic in both directions: toxicity, existing and new connections,
 * and changes while bytes are in transit.
 */
abstract class EachToxicConformance extends ConformanceFixture {
    static Stream<Arguments> everyToxicBothWays() {
        return Arrays.stream(ToxicCase.values())
                .flatMap(toxic -> Stream.of(Arguments.of(toxic, UPSTREAM), Arguments.of(toxic, DOWNSTREAM)));
    }

    static Stream<Arguments> everyLastingToxicBothWays() {
        return everyToxicBothWays().filter(arguments -> ((ToxicCase) arguments.get()[0]).lasts());
    }

    /** All lasting toxics except timeout, which drops bytes instead of holding them. */
    static Stream<Arguments> everyHoldingToxicBothWays() {
        return everyLastingToxicBothWays().filter(arguments -> arguments.get()[0] != ToxicCase.TIMEOUT);
    }

    private Toxic add(ToxicCase toxic, ToxicDirection stream) throws IOException {
        return toxic.add(proxy().toxics(), "t", stream);
    }

    @ParameterizedTest
    @MethodSource("everyToxicBothWays")
    void toxic_acts_on_a_new_connection(ToxicCase toxic, ToxicDirection stream) throws IOException {
        add(toxic, stream);
        Pair pair = connect(stream);
        toxic.sendInput(pair.sender());
        assertThat(pair.receiver().receiveBriefly()).hasToString(toxic.withToxic());
    }

    @ParameterizedTest
    @MethodSource("everyToxicBothWays")
    void toxic_acts_on_an_existing_connection(ToxicCase toxic, ToxicDirection stream) throws IOException {
        Pair pair = established(stream);
        add(toxic, stream);
        toxic.sendInput(pair.sender());
        assertThat(pair.receiver().receiveBriefly()).hasToString(toxic.withToxicAddedLater());
    }

    @ParameterizedTest
    @MethodSource("everyToxicBothWays")
    void toxic_does_not_act_on_the_other_direction(ToxicCase toxic, ToxicDirection stream) throws IOException {
        Pair pair = established(stream);
        add(toxic, stream);
        pair.receiver().send("back");
        assertThat(pair.sender().receive(4)).isEqualTo("back");
    }

    @ParameterizedTest
    @MethodSource("everyToxicBothWays")
    void toxicity_zero_does_not_affect_existing_and_new_connections(ToxicCase toxic, ToxicDirection stream)
            throws IOException {
        Pair existing = established(stream);
        add(toxic, stream).setToxicity(0);
        // The toxic was active before its toxicity was changed, but no peer sent bytes then.
        Pair fresh = connect(stream);
        toxic.sendInput(existing.sender());
        toxic.sendInput(fresh.sender());
        assertUnaffected(existing, toxic);
        assertUnaffected(fresh, toxic);
    }

    private static void assertUnaffected(Pair pair, ToxicCase toxic) throws IOException {
        assertThat(pair.receiver().receive(2)).isEqualTo("ab");
        if (toxic.withoutToxic().endsWith("FIN")) {
            assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
        } else {
            assertThat(pair.receiver().receiveBriefly()).hasToString("\"\" SILENCE");
        }
    }

    /** The probability that none or all of 32 connections are affected is 1 : 2,000,000,000. */
    @ParameterizedTest
    @MethodSource("everyToxicBothWays")
    void toxicity_of_one_half_affects_only_some_connections(ToxicCase toxic, ToxicDirection stream) throws IOException {
        add(toxic, stream).setToxicity(0.5f);
        List<PeerObservation> observations = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            Pair pair = connect(stream);
            toxic.sendInput(pair.sender());
            observations.add(new PeerObservation(pair.receiver()));
        }
        // Bytes of unaffected connections arrive eventually; those of affected ones never do.
        await().atMost(Peer.PATIENCE)
                .during(Duration.ofMillis(150))
                .until(() ->
                        count(observations, toxic.withoutToxic()) > 0 && count(observations, toxic.withToxic()) > 0);
    }

    private static long count(List<PeerObservation> observations, String seen) throws IOException {
        long count = 0;
        for (PeerObservation observation : observations) {
            if (observation.look().equals(seen)) {
                count++;
            }
        }
        return count;
    }

    @ParameterizedTest
    @MethodSource("everyLastingToxicBothWays")
    void removal_releases_held_bytes_and_does_not_affect_new_connections(ToxicCase toxic, ToxicDirection stream)
            throws IOException {
        Toxic added = add(toxic, stream);
        Pair pair = connect(stream);
        toxic.sendInput(pair.sender());
        assertThat(pair.receiver().receiveBriefly()).hasToString(toxic.withToxic());
        added.remove();
        assertThat(pair.receiver().receiveAll()).hasToString(toxic.afterRemoval());
        Pair next = connect(stream);
        toxic.sendInput(next.sender());
        assertUnaffected(next, toxic);
    }

    @ParameterizedTest
    @MethodSource("everyLastingToxicBothWays")
    void changed_attributes_act_on_held_bytes(ToxicCase toxic, ToxicDirection stream) throws IOException {
        add(toxic, stream);
        Pair pair = connect(stream);
        toxic.sendInput(pair.sender());
        assertThat(pair.receiver().receiveBriefly()).hasToString(toxic.withToxic());
        toxic.neutralize(proxy().toxics(), "t");
        assertThat(pair.receiver().receiveAll()).hasToString(toxic.afterRemoval());
    }

    @ParameterizedTest
    @MethodSource("everyHoldingToxicBothWays")
    void toxicity_changed_to_zero_releases_held_bytes(ToxicCase toxic, ToxicDirection stream) throws IOException {
        Toxic added = add(toxic, stream);
        Pair pair = connect(stream);
        toxic.sendInput(pair.sender());
        assertThat(pair.receiver().receiveBriefly()).hasToString(toxic.withToxic());
        added.setToxicity(0);
        assertThat(pair.receiver().receiveAll()).hasToString(toxic.afterRemoval());
    }

    @ParameterizedTest
    @MethodSource("everyLastingToxicBothWays")
    void reset_removes_the_toxic(ToxicCase toxic, ToxicDirection stream) throws IOException {
        add(toxic, stream);
        Pair pair = connect(stream);
        toxic.sendInput(pair.sender());
        assertThat(pair.receiver().receiveBriefly()).hasToString(toxic.withToxic());
        server().client().reset();
        assertThat(proxy().toxics().getAll()).isEmpty();
        assertThat(pair.receiver().receiveAll()).hasToString(toxic.afterRemoval());
    }

    @ParameterizedTest
    @MethodSource("everyLastingToxicBothWays")
    void disabling_the_proxy_ends_held_connections(ToxicCase toxic, ToxicDirection stream) throws IOException {
        add(toxic, stream);
        Pair pair = connect(stream);
        toxic.sendInput(pair.sender());
        assertThat(pair.receiver().receiveBriefly()).hasToString(toxic.withToxic());
        proxy().disable();
        assertThat(pair.receiver().receiveAll()).hasToString("\"\" FIN");
    }
}
