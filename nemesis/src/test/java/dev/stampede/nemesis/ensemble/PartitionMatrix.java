package dev.stampede.nemesis.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.link.LinkDirection;
import dev.stampede.nemesis.link.Links.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Cuts each link between three members alone and tests that no other link is cut. A probe uses the election port; the
 * roles of the members show that the quorum port is cut as well. Subclasses choose the kind of ensemble; each subclass
 * has an ensemble of its own. The tests of one ensemble never run concurrently, although subclasses are concurrent.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PartitionMatrix {
    /** Cuts one direction of a link. */
    public abstract static class Directions extends PartitionMatrix {
        @ParameterizedTest
        @Execution(ExecutionMode.SAME_THREAD)
        @MethodSource("dev.stampede.nemesis.ensemble.PartitionMatrix#directions")
        void
                cut_of_one_direction_silences_only_this_direction_and_removes_only_a_follower_that_it_separates_from_the_leader(
                        LinkDirection cut) {
            assertNothingElseIsCut(List.of(cut));
        }
    }

    /** Cuts both directions of a link, and inspects the connections of all links. */
    public abstract static class Pairs extends PartitionMatrix {
        /**
         * Fails if a connection between the processes of two members bypasses the proxies. Returns the number of
         * connections.
         */
        protected abstract int connectionsThroughProxies(Ensemble ensemble) throws Exception;

        /**
         * Waits for two quorum connections and one election connection of each pair: members that have just elected a
         * leader may still replace election connections. No look may find a connection that bypasses the proxies.
         */
        private void awaitConnectionsThroughProxies() {
            await().atMost(HEALTHY)
                    .until(() -> connectionsThroughProxies(ensemble()), connections -> connections >= 2 + 3);
        }

        @ParameterizedTest
        @Execution(ExecutionMode.SAME_THREAD)
        @MethodSource("dev.stampede.nemesis.ensemble.PartitionMatrix#pairs")
        void cut_of_one_pair_silences_only_this_pair_and_removes_only_a_follower_that_it_separates_from_the_leader(
                LinkDirection pair) {
            assertNothingElseIsCut(List.of(pair, pair.reversed()));
        }

        @Test
        @Execution(ExecutionMode.SAME_THREAD)
        void socket_lists_show_no_connection_that_bypasses_the_proxies() throws Exception {
            awaitConnectionsThroughProxies();
        }

        @Test
        @Execution(ExecutionMode.SAME_THREAD)
        void socket_lists_after_a_kill_of_every_member_show_no_connection_that_bypasses_the_proxies() throws Exception {
            for (int number = 1; number <= 3; number++) {
                Member member = ensemble().member(number);
                member.kill();
                member.restart(member.version());
                ensemble().awaitHealthy(HEALTHY);
            }
            awaitConnectionsThroughProxies();
        }
    }

    private static final Duration HEALTHY = Duration.ofSeconds(60);
    /** A probe between two followers, which have no traffic, waits for half of this time before it sends. */
    private static final Duration ANSWER = Duration.ofMillis(500);

    private static final int LOOKS = 80;
    private static final Duration SILENCE = Duration.ofMillis(500);

    private Ensemble ensemble;

    /** Creates an ensemble of three members; does not start it. */
    protected abstract Ensemble make();

    @BeforeAll
    void start() {
        ensemble = make();
        ensemble.start();
    }

    @AfterAll
    void close() {
        if (ensemble != null) {
            ensemble.close();
        }
    }

    @BeforeEach
    void await_healthy() throws InterruptedException {
        ensemble.awaitHealthy(HEALTHY);
    }

    static Stream<LinkDirection> directions() {
        return Stream.of(1, 2, 3)
                .flatMap(from ->
                        Stream.of(1, 2, 3).filter(to -> !to.equals(from)).map(to -> LinkDirection.between(from, to)));
    }

    static Stream<LinkDirection> pairs() {
        return directions().filter(d -> d.from().toString().compareTo(d.to().toString()) < 0);
    }

    final Ensemble ensemble() {
        return ensemble;
    }

    final void assertNothingElseIsCut(List<LinkDirection> cut) {
        int leader = ensemble.leader().orElseThrow().number();
        directions().forEach(direction -> assertArrives(direction, "before"));
        ensemble.links().cut(cut);
        try {
            assertOnlyTheseAreSilent(cut);
            assertFollowersLost(cut, leader);
        } finally {
            ensemble.links().restore(cut);
        }
        directions().forEach(direction -> assertArrives(direction, "after the mend of " + cut));
    }

    private void assertOnlyTheseAreSilent(List<LinkDirection> cut) {
        directions().forEach(direction -> {
            if (cut.contains(direction)) {
                Probe probe = ensemble.links().probe(direction, SILENCE);
                assertThat(probe.arrived()).as(probe.evidence()).isFalse();
            } else {
                assertArrives(direction, "beside the cut of " + cut);
            }
        });
    }

    /** Repeats the probe, because a listener may be busy with another probe, or a member may have just rejoined. */
    private void assertArrives(LinkDirection direction, String when) {
        List<String> seen = new ArrayList<>();
        await().atMost(HEALTHY).failFast(() -> seen.size() > LOOKS).until(() -> {
            Probe probe = ensemble.links().probe(direction, ANSWER);
            seen.add(when + ": " + probe.evidence());
            return probe.arrived();
        });
    }

    /**
     * A cut between the leader and a follower removes that follower, in either direction. A cut between two followers
     * removes none.
     */
    private void assertFollowersLost(List<LinkDirection> cut, int leader) {
        Set<Integer> ends = Set.of(number(cut.get(0).from()), number(cut.get(0).to()));
        int other =
                Stream.of(1, 2, 3).filter(n -> !ends.contains(n)).findFirst().orElseThrow();
        if (ends.contains(leader)) {
            int follower = ends.stream().filter(n -> n != leader).findFirst().orElseThrow();
            await().atMost(HEALTHY).until(() -> role(follower) == MemberRole.LOOKING);
            assertThat(role(leader)).isEqualTo(MemberRole.LEADING);
            assertThat(role(other)).isEqualTo(MemberRole.FOLLOWING);
        } else {
            // Twice the time after which a follower that hears nothing abandons its leader.
            await().during(Settings.of(ensemble).silence().multipliedBy(2))
                    .atMost(HEALTHY)
                    .until(() -> role(leader) == MemberRole.LEADING
                            && ends.stream().allMatch(n -> role(n) == MemberRole.FOLLOWING));
        }
    }

    private record Settings(Duration silence) {
        static Settings of(Ensemble ensemble) {
            var known = ensemble.settings();
            return new Settings(Duration.ofMillis((long) known.syncLimit() * known.tickTimeMillis()));
        }
    }

    private MemberRole role(int member) {
        return ensemble.member(member).status().role();
    }

    private static int number(EndPoint end) {
        return ((EndPoint.Member) end).number();
    }
}
