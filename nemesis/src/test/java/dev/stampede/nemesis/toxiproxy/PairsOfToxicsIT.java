package dev.stampede.nemesis.toxiproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares the embedded with the real server for every pair of consecutive toxics, in every order and direction, on
 * existing and on new connections. All pairs are active concurrently, each on a proxy of its own.
 */
@Tag("containers")
class PairsOfToxicsIT {
    private static final Duration NOTHING_MORE = Duration.ofMillis(300);

    enum Connections {
        EXISTING,
        NEW
    }

    @ParameterizedTest
    @EnumSource
    void every_pair_of_toxics_behaves_as_on_the_real_server(Connections connections) throws IOException {
        try (RealToxiproxy program = RealToxiproxy.start();
                ServerUnderTest real = program.server();
                ServerUnderTest embedded = ServerUnderTest.embedded();
                Peer.Acceptor upstream = new Peer.Acceptor()) {
            List<Scene> there = scenes(real, upstream, connections);
            List<Scene> here = scenes(embedded, upstream, connections);
            // Stalls may make the servers differ temporarily; the final state is stable.
            await().atMost(Peer.PATIENCE).during(NOTHING_MORE).untilAsserted(() -> assertThat(seen(here))
                    .isEqualTo(expected(there)));
        }
    }

    private static List<Scene> scenes(ServerUnderTest server, Peer.Acceptor upstream, Connections connections)
            throws IOException {
        List<Scene> scenes = new ArrayList<>();
        for (ToxicCase first : ToxicCase.values()) {
            for (ToxicCase second : ToxicCase.values()) {
                for (ToxicDirection stream : ToxicDirection.values()) {
                    scenes.add(Scene.play(server, upstream, connections, new Pair(first, second, stream)));
                }
            }
        }
        return scenes;
    }

    private static Map<String, String> seen(List<Scene> scenes) throws IOException {
        Map<String, String> all = new TreeMap<>();
        for (Scene scene : scenes) {
            all.put(
                    scene.pair().toString(),
                    scene.receiver().look() + ", and the sender "
                            + scene.sender().look());
        }
        return all;
    }

    private static Map<String, String> expected(List<Scene> there) throws IOException {
        Map<String, String> all = seen(there);
        for (ToxicDirection stream : ToxicDirection.values()) {
            // The real server sends empty chunks at a bandwidth of 0, and these trigger a reset.
            all.put(
                    new Pair(ToxicCase.BANDWIDTH, ToxicCase.RESET_PEER, stream).toString(),
                    "\"\" SILENCE, and the sender \"\" SILENCE");
        }
        return all;
    }

    private record Pair(ToxicCase first, ToxicCase second, ToxicDirection stream) {
        @Override
        public String toString() {
            return first + " then " + second + " " + stream;
        }
    }

    private record Scene(Pair pair, PeerObservation sender, PeerObservation receiver) {
        static Scene play(ServerUnderTest server, Peer.Acceptor upstream, Connections connections, Pair pair)
                throws IOException {
            Proxy proxy = server.proxyTo(pair.toString().replace(' ', '-'), upstream.address());
            if (connections == Connections.NEW) {
                addToxics(proxy, pair);
            }
            Peer client = Peer.connect(proxy.getListen());
            Peer accepted = upstream.accept();
            if (connections == Connections.EXISTING) {
                client.send("!");
                assertThat(accepted.receive(1)).isEqualTo("!");
                addToxics(proxy, pair);
            }
            Peer sender = pair.stream() == ToxicDirection.UPSTREAM ? client : accepted;
            Peer receiver = pair.stream() == ToxicDirection.UPSTREAM ? accepted : client;
            pair.first().sendInput(sender);
            return new Scene(pair, new PeerObservation(sender), new PeerObservation(receiver));
        }

        private static void addToxics(Proxy proxy, Pair pair) throws IOException {
            pair.first().add(proxy.toxics(), "first", pair.stream());
            pair.second().add(proxy.toxics(), "second", pair.stream());
        }
    }
}
