package dev.stampede.nemesis.ensemble.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Ports.Binding;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.link.LinkException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("containers")
class ContainerEnsembleIT {
    private static final Duration HEALTHY = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    @Test
    void ensemble_with_an_observer_and_a_custom_zoo_cfg_serves_on_all_members() throws Exception {
        Path own = Files.writeString(temp.resolve("zoo.cfg"), "tickTime=300\nsnapCount=500\nclientPort=9999\n");
        try (ContainerEnsemble ensemble = ContainerEnsemble.builder()
                .members(3)
                .observers(1)
                .clients(1)
                .config(own)
                .build()) {
            ensemble.start();
            ensemble.awaitHealthy(HEALTHY);

            assertThat(ensemble.member(4).voting()).isFalse();
            assertThat(ensemble.member(4).status().role()).isEqualTo(MemberRole.OBSERVING);
            assertThat(ensemble.describe()).contains("containers: 3 members and 1 observer, ZooKeeper 3.");
            assertThat(ensemble.settings().tickTimeMillis()).isEqualTo(300);
            assertThat(ensemble.environment())
                    .containsEntry("zoo.cfg snapCount", "500")
                    .containsEntry("zoo.cfg, left out", "clientPort")
                    .hasEntrySatisfying("links", note -> assertThat(note).contains("drops data, not packets"));
            assertThat(ensemble.capabilities()).containsExactlyInAnyOrder(Capability.values());
            assertThat(ensemble.delays().get(0).millis()).isEqualTo(5 * 5 * 300);
        }
    }

    @Test
    void standalone_member_keeps_data_after_kill_full_disk_and_restart_and_close_leaves_nothing() throws Exception {
        ContainerEnsemble ensemble =
                ContainerEnsemble.builder().members(1).clients(2).build();
        try (ensemble) {
            ensemble.start();
            ensemble.awaitHealthy(HEALTHY);
            Member member = ensemble.member(1);
            assertThat(member.status().role()).isEqualTo(MemberRole.STANDALONE);
            assertThat(ensemble.capabilities()).doesNotContain(Capability.CUT_MEMBER_LINKS);
            write(member, "/before");

            for (var resource : dev.stampede.nemesis.ensemble.MemberResource.values()) {
                member.resources().exhaust(resource);
                member.resources().restore(resource);
                member.kill();
                assertThat(member.alive()).isFalse();
                member.restart(member.version());
                ensemble.awaitHealthy(HEALTHY);
            }

            assertThat(exists(member, "/before")).isTrue();
            String container = ((ContainerMember) member).container().orElseThrow();
            assertThat(InsideContainer.lines(ContainerEngine.find(), container, "cat", "/data/myid"))
                    .containsExactly("1");
            assertThat(ensemble.links().open(new EndPoint.Client(1))).startsWith("127.");
            assertThatThrownBy(() -> ensemble.links().open(new EndPoint.Client(2)))
                    .isInstanceOf(LinkException.class)
                    .hasMessageContaining("clients 0 to 1");
            ensemble.keepEvidence(temp.resolve("kept"));
        }
        assertThat(ensemble.holdings()).isEmpty();
        assertThat(temp.resolve("kept/zk1/zookeeper.log")).isNotEmptyFile();
        assertThat(temp.resolve("kept/zk1/data.tar")).isNotEmptyFile();
    }

    @Test
    void published_ports_are_exactly_the_used_ones_on_the_bind_address() {
        try (ContainerEnsemble ensemble =
                ContainerEnsemble.builder().members(3).clients(2).build()) {
            ContainerEngine engine = ContainerEngine.find();
            List<String> holdings = ensemble.holdings();
            assertThat(holdings)
                    .filteredOn(what -> what.startsWith("container"))
                    .hasSize(3);

            for (var container : ensemble.proxies()) {
                var bindings = engine.inspect(container)
                        .getNetworkSettings()
                        .getPorts()
                        .getBindings();
                List<Binding> published = bindings.values().stream()
                        .flatMap(b -> b == null ? java.util.stream.Stream.empty() : Arrays.stream(b))
                        .toList();
                // The API, the members' own port, a probe for each peer, and two clients.
                assertThat(published).hasSize(2 + 2 + 2).allMatch(b -> b.getHostIp()
                        .equals("127.0.0.1"));
            }
        }
    }

    @Test
    void member_that_exits_by_itself_is_reported_with_its_last_log_lines() {
        try (ContainerEnsemble bad = ContainerEnsemble.builder()
                .members(1)
                .clients(0)
                .jvmFlags(List.of("-XX:NoSuchFlag"))
                .build()) {
            assertThatThrownBy(() -> {
                        bad.start();
                        bad.awaitHealthy(HEALTHY);
                    })
                    .isInstanceOf(EnsembleException.class)
                    .hasMessageContaining("member 1")
                    .hasMessageContaining("NoSuchFlag");
        }
    }

    private static void write(Member member, String path) throws Exception {
        ZooKeeper zooKeeper = connected(member);
        try {
            zooKeeper.create(path, new byte[] {1}, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } finally {
            zooKeeper.close();
        }
    }

    private static boolean exists(Member member, String path) throws Exception {
        ZooKeeper zooKeeper = connected(member);
        try {
            return zooKeeper.exists(path, false) != null;
        } finally {
            zooKeeper.close();
        }
    }

    private static ZooKeeper connected(Member member) throws Exception {
        ZooKeeper zooKeeper = new ZooKeeper(member.directAddress(), 4_000, event -> {});
        await().atMost(HEALTHY).until(() -> zooKeeper.getState().isConnected());
        return zooKeeper;
    }
}
