package dev.stampede.nemesis.ensemble.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.EnsembleMembership;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ResourceReaper;

/** Tests the configuration of containers; needs no engine. */
class ContainerConfigurationTest {
    private static final EnsembleMembership THREE = new EnsembleMembership(3, 0);

    @Test
    void settings_without_properties_are_the_official_images_on_the_loopback_address() {
        assertThat(ContainerSettings.from(key -> null))
                .isEqualTo(new ContainerSettings(
                        "zookeeper:3.9.5",
                        "ghcr.io/shopify/toxiproxy:2.12.0",
                        "127.0.0.1",
                        256L << 20,
                        Duration.ofHours(12)));
    }

    @Test
    void invalid_settings_are_refused_with_the_expected_form() {
        assertThat(ContainerSettings.from(Map.of(ContainerSettings.DISK, "engine")::get)
                        .diskBytes())
                .isZero();
        assertThatThrownBy(() -> ContainerSettings.from(Map.of(ContainerSettings.DISK, "1m")::get))
                .isInstanceOf(EnsembleException.class)
                .hasMessageContaining("-Dstampede.containers.disk=256m")
                .hasMessageContaining("\"1m\"");
        assertThatThrownBy(() -> ContainerSettings.from(Map.of(ContainerSettings.EXPIRY, "0")::get))
                .isInstanceOf(EnsembleException.class)
                .hasMessageContaining("stampede.containers.expiry.hours");
    }

    @Test
    void zoo_cfg_is_the_same_for_all_members_with_ports_of_each_on_one_address() {
        String one = ContainerCfg.render(ContainerCfg.defaults(), THREE, 1);

        assertThat(one)
                .isEqualTo(ContainerCfg.render(ContainerCfg.defaults(), THREE, 3))
                .contains("server.2=127.0.0.1:2882:3882;2181\n", "quorumListenOnAllIPs=true\n", "dataDir=/data\n")
                .contains("initLimit=5\n", "tickTime=200\n")
                .doesNotContain("dataLogDir", "clientPort=");
    }

    @Test
    void zoo_cfg_of_an_observer_has_its_peer_type_and_that_of_a_standalone_member_has_no_servers() {
        assertThat(ContainerCfg.render(ContainerCfg.defaults(), new EnsembleMembership(3, 1), 4))
                .contains("peerType=observer\n", "server.4=127.0.0.1:2884:3884:observer;2181\n");
        assertThat(ContainerCfg.render(ContainerCfg.defaults(), new EnsembleMembership(1, 0), 1))
                .contains("clientPort=2181\n")
                .doesNotContain("server.");
    }

    @Test
    void ports_of_nine_members_and_many_clients_are_distinct() {
        List<Integer> nine = new EnsembleMembership(9, 0).numbers();

        assertThat(ContainerPorts.published(9, nine, 100))
                .doesNotHaveDuplicates()
                .hasSize(2 + 8 + 100);
        assertThat(nine.stream().map(ContainerPorts::quorum))
                .doesNotContainAnyElementsOf(
                        nine.stream().map(ContainerPorts::election).toList());
    }

    @Test
    void too_many_clients_are_refused_with_the_remedy() {
        assertThatThrownBy(() -> ContainerEnsemble.builder().clients(101))
                .isInstanceOf(EnsembleException.class)
                .hasMessageContaining("100 clients at most; requested: 101")
                .hasMessageContaining("--ensemble local");
    }

    @Test
    void garbage_collector_of_the_user_replaces_the_default() {
        assertThat(ServerContainer.flags(List.of("-XX:+UseG1GC")))
                .contains("-XX:+UseG1GC", "-XX:TieredStopAtLevel=1")
                .doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void engine_that_does_not_answer_is_an_error_with_what_was_tried_and_the_remedy() {
        String message =
                EngineUnavailable.message(new IllegalStateException("no strategy", new RuntimeException("no socket")));

        assertThat(message)
                .contains("DOCKER_HOST (", "unix:///var/run/docker.sock", "no strategy; caused by: no socket")
                .contains("Start an engine", "--ensemble local");
    }

    @Test
    void engine_that_differs_from_the_named_one_is_an_error_that_names_both() {
        URI socket = URI.create("unix:///var/run/docker.sock");

        assertThatCode(() -> ContainerEngine.requireEngineOfDockerHost(Optional.empty(), socket))
                .doesNotThrowAnyException();
        assertThatCode(() ->
                        ContainerEngine.requireEngineOfDockerHost(Optional.of("unix:///var/run/docker.sock"), socket))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ContainerEngine.requireEngineOfDockerHost(Optional.of("tcp://10.0.0.1:2376"), socket))
                .isInstanceOf(EnsembleException.class)
                .hasMessageContaining("DOCKER_HOST names the engine at tcp://10.0.0.1:2376, but it does not answer")
                .hasMessageContaining("only the engine at unix:///var/run/docker.sock answers")
                .hasMessageContaining("unset DOCKER_HOST");
    }

    @Test
    void image_of_ryuk_is_the_one_that_testcontainers_starts() throws IOException {
        try (InputStream its = ResourceReaper.class.getResourceAsStream("RyukContainer.class")) {
            assertThat(new String(its.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains(RyukImage.IMAGE);
        }
        assertThat(RyukImage.message(DockerImageName.parse(RyukImage.IMAGE), "no route"))
                .contains(
                        "image " + RyukImage.IMAGE + " is not available: no route",
                        "TESTCONTAINERS_RYUK_DISABLED=true");
    }
}
