package dev.stampede.nemesis.ensemble.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.ensemble.ZooCfg;
import dev.stampede.nemesis.ensemble.external.ExternalEnsemble;
import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.link.LinkDirection;
import dev.stampede.nemesis.link.LinkException;
import dev.stampede.nemesis.link.ProxyServer;
import dev.stampede.nemesis.link.ToxiproxyLinks;
import dev.stampede.nemesis.process.ChildProcesses;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ensembles with observers, several versions and external members, and the clean-up after them. */
class OtherEnsemblesIT {
    private static final Duration HEALTHY = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    @Test
    void ensemble_with_an_observer_serves_on_all_members_and_reports_it_as_observer() throws InterruptedException {
        try (LocalEnsemble ensemble =
                LocalEnsemble.builder().members(3).observers(1).build()) {
            ensemble.start();
            ensemble.awaitHealthy(HEALTHY);

            assertThat(ensemble.member(4).voting()).isFalse();
            assertThat(ensemble.member(4).status().role()).isEqualTo(MemberRole.OBSERVING);
            assertThat(ensemble.describe()).contains("3 members and 1 observer");
        }
    }

    @Test
    void members_of_different_versions_form_one_ensemble() throws InterruptedException {
        try (LocalEnsemble ensemble = LocalEnsemble.builder()
                .versions(List.of("3.8.6", "3.9.5", "3.9.5"))
                .build()) {
            ensemble.start();
            ensemble.awaitHealthy(HEALTHY);

            assertThat(ensemble.members().stream().map(Member::version)).containsExactly("3.8.6", "3.9.5", "3.9.5");
            assertThat(ensemble.describe()).contains("ZooKeeper 3.8.6, 3.9.5");
        }
    }

    @Test
    void external_ensemble_cuts_only_the_links_of_its_own_clients() throws InterruptedException {
        try (LocalEnsemble local = LocalEnsemble.builder().members(1).build()) {
            local.start();
            local.awaitHealthy(HEALTHY);
            try (ExternalEnsemble external = ExternalEnsemble.at(local.member(1).directAddress())) {
                external.awaitHealthy(HEALTHY);
                EndPoint.Client client = new EndPoint.Client(1);
                external.links().open(client);
                LinkDirection out = new LinkDirection(client, new EndPoint.Member(1));
                external.links().cut(List.of(out));

                assertThat(external.links().probe(out, Duration.ofMillis(300)).arrived())
                        .isFalse();
                external.links().restore(List.of(out));
                assertThat(external.links().probe(out, Duration.ofSeconds(2)).arrived())
                        .isTrue();
                assertThat(external.member(1).version())
                        .isEqualTo(local.member(1).version());
                assertThat(external.settings()).isNull();
                assertThat(external.capabilities()).containsExactly(Capability.CUT_CLIENT_LINKS);
                assertThatThrownBy(() -> external.member(1).kill())
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining("it is external");
            }
            assertThat(local.member(1).status().serves()).isTrue();
        }
    }

    @Test
    void external_ensemble_that_does_not_answer_reports_the_state_of_each_member() {
        try (ExternalEnsemble external = ExternalEnsemble.at("127.0.0.1:1")) {
            assertThatThrownBy(() -> external.awaitHealthy(Duration.ofMillis(50)))
                    .isInstanceOf(EnsembleException.class)
                    .hasMessageContaining("member 1 (127.0.0.1:1): DOWN");
        }
    }

    @Test
    void await_healthy_that_times_out_reports_the_state_of_each_member() throws InterruptedException {
        try (LocalEnsemble ensemble = LocalEnsemble.builder().members(3).build()) {
            ensemble.member(1).start();
            await().atMost(HEALTHY).until(() -> ensemble.member(1).status().role() == MemberRole.LOOKING);

            assertThatThrownBy(() -> ensemble.awaitHealthy(Duration.ofMillis(100)))
                    .isInstanceOf(EnsembleException.class)
                    .hasMessageContaining("expected 3 members that serve")
                    .hasMessageContaining("member 1 (3.9.5): LOOKING")
                    .hasMessageContaining("INFO  [main]")
                    .hasMessageContaining("member 3 (3.9.5): DOWN, not started");
        }
    }

    @Test
    void close_after_keep_evidence_leaves_data_and_logs() throws InterruptedException {
        Path evidence = temp.resolve("evidence");
        try (LocalEnsemble ensemble = LocalEnsemble.builder().members(1).build()) {
            ensemble.start();
            ensemble.awaitHealthy(HEALTHY);
            ensemble.keepEvidence(evidence);
        }
        assertThat(evidence.resolve("zk1/zookeeper.log")).isNotEmptyFile();
        assertThat(evidence.resolve("zk1/data/myid")).hasContent("1");
    }

    @Test
    void kill_of_a_harness_while_a_member_is_paused_leaves_no_process_and_no_folder() throws Exception {
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EnsembleHarness.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> members = new ArrayList<>();
        Path folder;
        try (BufferedReader said = harness.inputReader()) {
            for (int i = 0; i < 3; i++) {
                members.add(Long.parseLong(said.readLine()));
            }
            folder = Path.of(said.readLine());
            assertThat(members).allMatch(OtherEnsemblesIT::exists);
            harness.destroyForcibly().waitFor();
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> members.stream().noneMatch(OtherEnsemblesIT::exists));
        LocalEnsemble.builder().members(1).build().close();
        assertThat(folder).doesNotExist();
    }

    /** Pauses a member of its ensemble and then waits to be killed. */
    static final class EnsembleHarness {
        public static void main(String[] args) throws InterruptedException {
            LocalEnsemble ensemble = LocalEnsemble.builder().members(3).build();
            ensemble.start();
            ensemble.awaitHealthy(HEALTHY);
            ensemble.member(2).pause();
            for (Member member : ensemble.members()) {
                System.out.println(((LocalMember) member).pid());
            }
            System.out.println(
                    ((LocalMember) ensemble.member(1)).spec().folder().getParent());
            Thread.currentThread().join();
        }
    }

    /** Whether the process exists. A zombie, which only waits for its parent, does not. */
    private static boolean exists(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void version_that_bypasses_the_proxies_is_refused_by_name() {
        EnsembleMembership membership = new EnsembleMembership(3, 0);
        try (AddressBlock block = AddressBlock.claim(3)) {
            LocalMemberSpec spec =
                    new LocalMemberSpec(2, membership, block, ZooCfg.defaults(), List.of(), temp.resolve("zk2"));
            try (var children = ChildProcesses.open()) {
                LocalMember old =
                        new LocalMember(spec, ServerVersion.of("3.6.4"), children, new ServerClassPaths(), null);
                ProxyServer nowhere = new ProxyServer("127.0.0.1", 1, ProxyServer.Counters.LIVE);
                var links = new ToxiproxyLinks(new LocalLinkTopology(membership, block, nowhere, () -> List.of(old)));

                assertThatThrownBy(() -> links.cut(List.of(LinkDirection.between(1, 2))))
                        .isInstanceOf(LinkException.class)
                        .hasMessageContaining("1->2")
                        .hasMessageContaining("member 2 (3.6.4)")
                        .hasMessageContaining("3.8 or later");
            }
        }
    }
}
