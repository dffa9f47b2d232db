package dev.stampede.nemesis.ensemble.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.link.FourLetterWord;
import dev.stampede.nemesis.link.LinkDirection;
import dev.stampede.nemesis.link.LinkException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All tests share one ensemble of three members; each leaves it healthy. */
class LocalEnsembleIT {
    private static final Duration HEALTHY = Duration.ofSeconds(60);
    private static final Duration PROBE = Duration.ofSeconds(2);
    private static LocalEnsemble ensemble;

    @BeforeAll
    static void start() {
        ensemble = LocalEnsemble.builder().members(3).build();
        ensemble.start();
    }

    @AfterAll
    static void close() {
        ensemble.close();
        assertThat(ensemble.members()).noneMatch(Member::alive);
    }

    @BeforeEach
    void await_healthy() throws InterruptedException {
        ensemble.awaitHealthy(HEALTHY);
    }

    @Test
    void kill_of_the_leader_refuses_connections_and_elects_another_leader() throws IOException {
        Member leader = ensemble.leader().orElseThrow();
        EndPoint.Client client = new EndPoint.Client(7);
        String through =
                Arrays.asList(ensemble.links().open(client).split(",", -1)).get(leader.number() - 1);
        assertThat(FourLetterWord.ask(through, "srvr", PROBE)).contains("Mode: leader");

        leader.kill();

        assertThat(leader.alive()).isFalse();
        assertThat(leader.status().role()).isEqualTo(MemberRole.DOWN);
        assertThatThrownBy(() -> FourLetterWord.ask(through, "srvr", PROBE)).isInstanceOf(ConnectException.class);
        await().atMost(HEALTHY).until(() -> ensemble.leader().isPresent());
        assertThat(ensemble.leader().orElseThrow().number()).isNotEqualTo(leader.number());

        leader.restart(leader.version());
        await().atMost(HEALTHY).until(() -> leader.status().role() == MemberRole.FOLLOWING);
        assertThat(FourLetterWord.ask(through, "srvr", PROBE)).contains("Mode: follower");
        assertThat(ensemble.links().memberAt(through)).hasValue(leader.number());
        ensemble.links().close(client);
        assertThat(ensemble.links().memberAt(through)).isEmpty();
    }

    @Test
    void pause_of_a_follower_stops_its_process_until_it_is_resumed() {
        Member follower = member(MemberRole.FOLLOWING);

        follower.pause();

        assertThat(follower.paused()).isTrue();
        assertThat(follower.alive()).isTrue();
        assertThat(follower.status().role()).isEqualTo(MemberRole.PAUSED);
        follower.resume();
        assertThat(follower.paused()).isFalse();
        assertThat(follower.log(5)).isNotEmpty();
    }

    @Test
    void isolation_of_the_leader_elects_another_leader() {
        int old = ensemble.leader().orElseThrow().number();
        List<LinkDirection> cut = new ArrayList<>();
        Stream.of(1, 2, 3).filter(n -> n != old).forEach(n -> cut.addAll(both(old, n)));

        ensemble.links().cut(cut);

        await().atMost(HEALTHY).until(() -> ensemble.members().stream()
                .anyMatch(m -> m.number() != old && m.status().role() == MemberRole.LEADING));
        await().atMost(HEALTHY).until(() -> ensemble.member(old).status().role() == MemberRole.LOOKING);
        ensemble.links().restore(cut);
    }

    @Test
    void cut_of_a_client_link_is_counted_and_does_not_affect_other_clients() {
        EndPoint.Client client = new EndPoint.Client(3);
        EndPoint.Client other = new EndPoint.Client(4);
        ensemble.links().open(client);
        ensemble.links().open(other);
        for (LinkDirection direction : List.of(
                new LinkDirection(client, new EndPoint.Member(1)), new LinkDirection(new EndPoint.Member(1), client))) {
            assertThat(ensemble.links().probe(direction, PROBE).arrived()).isTrue();
            ensemble.links().cut(List.of(direction));
            ensemble.links().cut(List.of(direction));
            ensemble.links().restore(List.of(direction));

            var cut = ensemble.links().probe(direction, Duration.ofMillis(300));

            assertThat(cut.arrived()).as(cut.evidence()).isFalse();
            assertThat(cut.evidence()).contains(direction.toString());
            assertThat(ensemble.links()
                            .probe(new LinkDirection(other, new EndPoint.Member(1)), PROBE)
                            .arrived())
                    .isTrue();
            ensemble.links().restore(List.of(direction));
            assertThat(ensemble.links().probe(direction, PROBE).arrived()).isTrue();
        }
        ensemble.links().close(client);
        ensemble.links().close(other);
    }

    @Test
    void cut_with_a_missing_link_cuts_nothing() {
        LinkDirection wrong = new LinkDirection(new EndPoint.Client(99), new EndPoint.Member(1));

        assertThatThrownBy(() -> ensemble.links().cut(List.of(LinkDirection.between(1, 2), wrong)))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("c99->1");

        assertThat(ensemble.links().probe(LinkDirection.between(1, 2), PROBE).arrived())
                .isTrue();
    }

    @Test
    void second_ensemble_has_addresses_of_its_own() throws InterruptedException {
        try (LocalEnsemble second = LocalEnsemble.builder().members(1).build()) {
            second.start();
            second.awaitHealthy(HEALTHY);

            assertThat(second.leader().orElseThrow().status().role()).isEqualTo(MemberRole.STANDALONE);
            assertThat(second.member(1).directAddress())
                    .isNotEqualTo(ensemble.member(1).directAddress());
            assertThat(second.capabilities())
                    .doesNotContain(Capability.CUT_MEMBER_LINKS)
                    .contains(Capability.CUT_CLIENT_LINKS);
            assertThat(ensemble.capabilities())
                    .containsExactlyInAnyOrder(
                            Capability.CUT_MEMBER_LINKS,
                            Capability.CUT_CLIENT_LINKS,
                            Capability.KILL_MEMBERS,
                            Capability.PAUSE_MEMBERS);
        }
    }

    @Test
    void member_that_does_not_start_is_reported_with_its_last_log_lines() {
        try (LocalEnsemble bad = LocalEnsemble.builder()
                .members(1)
                .jvmFlags(List.of("-XX:NoSuchFlag"))
                .build()) {
            bad.start();

            assertThatThrownBy(() -> bad.awaitHealthy(HEALTHY))
                    .isInstanceOf(EnsembleException.class)
                    .hasMessageContaining("member 1 exited by itself with exit code 1")
                    .hasMessageContaining("NoSuchFlag");
        }
    }

    private static Member member(MemberRole role) {
        return ensemble.members().stream()
                .filter(m -> m.status().role() == role)
                .findFirst()
                .orElseThrow();
    }

    private static List<LinkDirection> both(int a, int b) {
        return List.of(LinkDirection.between(a, b), LinkDirection.between(b, a));
    }
}
