package dev.stampede.nemesis.ensemble.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.ensemble.ServerVersion;
import dev.stampede.nemesis.ensemble.ZooCfg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooCfgTest {
    private static final ServerVersion CURRENT = ServerVersion.of("3.9.5");

    @TempDir
    Path temp;

    private AddressBlock block;

    @BeforeEach
    void claim() {
        block = AddressBlock.claim(3);
    }

    @AfterEach
    void release() {
        block.close();
    }

    @Test
    void render_for_two_members_differs_only_in_the_folders() {
        EnsembleMembership membership = new EnsembleMembership(3, 0);
        String one = LocalCfg.render(ZooCfg.defaults(), membership, 1, CURRENT, block, Path.of("/x/one"));
        String two = LocalCfg.render(ZooCfg.defaults(), membership, 2, CURRENT, block, Path.of("/x/two"));

        assertThat(one.replace("/x/one", "/x/two")).isEqualTo(two);
        assertThat(one)
                .contains("server.2=zk2:" + block.quorumPort() + ":" + block.electionPort() + ";zk2:"
                        + block.clientPort())
                .contains("tickTime=200\n", "syncLimit=5\n", "initLimit=10\n")
                .doesNotContain("clientPort=");
    }

    @Test
    void render_for_an_observer_has_its_server_line_and_its_peer_type() {
        EnsembleMembership membership = new EnsembleMembership(3, 1);
        String observer = LocalCfg.render(ZooCfg.defaults(), membership, 4, CURRENT, block, temp);
        String voter = LocalCfg.render(ZooCfg.defaults(), membership, 1, CURRENT, block, temp);

        assertThat(observer).contains("peerType=observer\n").contains(":observer;zk4:");
        assertThat(voter).doesNotContain("peerType").contains(":observer;zk4:");
    }

    @Test
    void render_for_a_version_before_3_5_has_a_separate_client_port() {
        String old = LocalCfg.render(
                ZooCfg.defaults(), new EnsembleMembership(3, 0), 2, ServerVersion.of("3.4.14"), block, temp);

        assertThat(old)
                .contains("clientPort=" + block.clientPort(), "clientPortAddress=zk2\n")
                .doesNotContain(";");
    }

    @Test
    void render_for_a_standalone_member_has_no_servers() {
        assertThat(LocalCfg.render(ZooCfg.defaults(), new EnsembleMembership(1, 0), 1, CURRENT, block, temp))
                .contains("clientPort=" + block.clientPort())
                .doesNotContain("server.");
    }

    @Test
    void with_a_file_overrides_settings_but_not_folders_ports_and_servers() throws IOException {
        Path file = Files.writeString(
                temp.resolve("zoo.cfg"),
                "tickTime=500\nsnapCount=7\ndataDir=/var/lib/zk\nclientPort=2181\nserver.1=a:2888:3888\n");

        ZooCfg cfg = ZooCfg.defaults().with(file);

        assertThat(cfg.values()).containsEntry("tickTime", "500").containsEntry("snapCount", "7");
        assertThat(cfg.ignored()).containsExactly("clientPort", "dataDir", "server.1");
        assertThat(LocalCfg.render(cfg, new EnsembleMembership(3, 0), 1, CURRENT, block, temp))
                .doesNotContain("/var/lib/zk");
    }

    @Test
    void with_values_that_are_not_numbers_lists_all_of_them() {
        assertThatThrownBy(() -> ZooCfg.defaults().with(Map.of("tickTime", "fast", "syncLimit", "0")))
                .isInstanceOf(EnsembleException.class)
                .hasMessageContaining("tickTime, got \"fast\"")
                .hasMessageContaining("syncLimit, got \"0\"");
    }

    @Test
    void settings_follow_from_the_file_the_flags_and_the_version() {
        var settings = ZooCfg.defaults().settings(List.of(), CURRENT);
        assertThat(settings.requestedSessionTimeoutMillis()).isEqualTo(3_000);
        assertThat(settings.minSessionTimeoutMillis()).isEqualTo(400);
        assertThat(settings.maxSessionTimeoutMillis()).isEqualTo(4_000);
        assertThat(settings.maxNotificationIntervalMillis()).isEqualTo(1_000);

        List<String> flags = List.of("-Dzookeeper.fastleader.maxNotificationInterval=250");
        assertThat(ZooCfg.defaults().settings(flags, CURRENT).maxNotificationIntervalMillis())
                .isEqualTo(250);
        assertThat(ZooCfg.defaults().settings(flags, ServerVersion.of("3.5.8")).maxNotificationIntervalMillis())
                .isEqualTo(60_000);
        assertThat(ZooCfg.defaults()
                        .with(Map.of("syncLimit", "50"))
                        .settings(List.of(), CURRENT)
                        .requestedSessionTimeoutMillis())
                .isEqualTo(4_000);
    }

    @Test
    void hosts_file_resolves_the_own_name_to_the_member_and_the_others_to_proxies() {
        assertThat(HostsFile.of(2, new EnsembleMembership(3, 0), block).lines())
                .contains(block.between(2, 1) + " zk1", block.memberAddress(2) + " zk2", block.between(2, 3) + " zk3")
                .contains("127.0.0.1 localhost");
    }

    @Test
    void address_block_is_exclusive_until_it_is_closed() {
        try (AddressBlock other = AddressBlock.claim(3)) {
            assertThat(other.memberAddress(1)).isNotEqualTo(block.memberAddress(1));
        }
    }

    @Test
    void address_block_has_distinct_addresses_for_many_clients() {
        assertThat(IntStream.range(0, 1000).boxed().flatMap(c -> Stream.of(1, 2, 3)
                        .map(m -> block.fromClient(c, m))))
                .doesNotHaveDuplicates()
                .hasSize(3000);
        assertThatThrownBy(() -> block.fromClient(1_000_000, 1)).hasMessageContaining("clients 0 to 3071");
    }

    @Test
    void remedy_of_an_address_block_names_the_commands() {
        assertThat(AddressBlock.remedy(3)).contains("sudo ifconfig lo0 alias 127.32.0.1 up", "$(seq 11 13)");
    }
}
