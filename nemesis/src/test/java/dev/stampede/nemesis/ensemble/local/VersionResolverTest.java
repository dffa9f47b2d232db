package dev.stampede.nemesis.ensemble.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.ServerVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.zookeeper.Version;
import org.junit.jupiter.api.Test;

class VersionResolverTest {
    @Test
    void class_path_of_the_bundled_version_contains_existing_files() {
        ServerClassPath bundled = new ServerClassPaths().of(ServerVersion.BUNDLED);

        assertThat(bundled.entries()).allMatch(Files::exists);
        assertThat(bundled.text()).contains("zookeeper", "zookeeper-jute", "logback-classic");
    }

    @Test
    void bundled_version_is_the_one_that_the_poms_name() throws IOException {
        assertThat(Files.readString(Path.of("../pom.xml")))
                .contains("<zookeeper.version>" + ServerVersion.BUNDLED + "</zookeeper.version>");
        String items = Files.readString(Path.of("pom.xml"))
                .split("<artifactItems>", 2)[1]
                .split("</artifactItems>", 2)[0];
        assertThat(Pattern.compile("<artifactId>(.*)</artifactId>")
                        .matcher(items)
                        .results()
                        .map(item -> item.group(1) + ".jar"))
                .isEqualTo(BundledClassPath.JARS);
    }

    @Test
    void client_means_the_version_of_the_client_on_the_class_path() {
        assertThat(ServerVersion.named("client")).hasToString(Version.getVersion());
        assertThat(ServerVersion.named("3.8.4")).isEqualTo(ServerVersion.of("3.8.4"));
    }

    @Test
    void coordinates_follow_the_version() {
        assertThat(VersionResolver.coordinates(ServerVersion.of("3.4.14")))
                .containsExactly("org.apache.zookeeper:zookeeper:3.4.14");
        assertThat(VersionResolver.coordinates(ServerVersion.of("3.7.2")))
                .anyMatch(c -> c.contains("reload4j"))
                .anyMatch(c -> c.contains("snappy"));
        assertThat(VersionResolver.coordinates(ServerVersion.of("3.8.4"))).anyMatch(c -> c.contains("logback-classic"));
    }

    @Test
    void failure_names_the_artifact_and_the_remedy() {
        ServerVersion version = ServerVersion.of("3.8.4");
        assertThat(VersionResolver.failure(
                        version, true, new IOException("no org.apache.zookeeper:zookeeper:jar:3.8.4")))
                .hasMessageContaining("ZooKeeper 3.8.4 is not available: no org.apache.zookeeper:zookeeper:jar:3.8.4")
                .hasMessageContaining("Maven is offline (settings.xml)");
        assertThat(VersionResolver.failure(version, false, new IOException("x")))
                .hasMessageContaining("is the version right");
    }

    @Test
    void invalid_version_is_named() {
        assertThatThrownBy(() -> ServerVersion.of("latest"))
                .isInstanceOf(EnsembleException.class)
                .hasMessageContaining("such as 3.9.5, got \"latest\"");
    }

    @Test
    void names_are_announced_from_3_8_on() {
        assertThat(ServerVersion.of("3.7.2").announcesNames()).isFalse();
        assertThat(ServerVersion.of("3.8.0").announcesNames()).isTrue();
        assertThat(ServerVersion.of("3.10.0-SNAPSHOT").announcesNames()).isTrue();
    }
}
