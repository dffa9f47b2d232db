package dev.stampede.workloads.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.stampede.checker.history.History;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.reports.RunReport;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.junit.Nightly;
import dev.stampede.workloads.junit.Smoke;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stampede's compiled classes against other versions of Curator, each with its own default ZooKeeper client and Jackson: every
 * class can be loaded, and every method and field that one of them uses is there.
 */
class CuratorVersionsIT {
    /** Libraries that the user brings; everything else is as the harness has it. */
    private static final List<String> THE_USERS =
            List.of("/org/apache/zookeeper/", "/org/apache/curator/", "/com/fasterxml/jackson/");

    /** The oldest that is supported. */
    private static final String JACKSON = "com.fasterxml.jackson.core:jackson-databind:2.13.5";

    /** Recorded forms of requests that this client does not have, so that nobody can call them there. */
    private static final Set<String> RECORDED_IF_THERE = Set.of(
            "RecordedHandle.whoAmI() in RecordedReads", "RecordedHandle.sync(java.lang.String) in RecordedReads");

    /** Methods that {@code ClientCompatibility} calls only where they exist. */
    private static final Set<String> CALLED_IF_THERE =
            Set.of("WatchedEvent.getZxid() in ClientCompatibility", "VersionedValue.getZxid() in ClientCompatibility");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrls(Stream.of(History.class, Ensemble.class, RunReport.class, ClientSpec.class)
                    .map(ofModule ->
                            ofModule.getProtectionDomain().getCodeSource().getLocation())
                    .toList());

    @Nightly
    @ParameterizedTest
    @CsvSource({"5.7.1, 3.9.2", "5.9.0, 3.9.3"})
    void classes_find_all_that_they_use_in_this_curator_and_its_client(String curator, String client)
            throws IOException {
        assertThat(missing(curator, client)).isSubsetOf(union(RECORDED_IF_THERE, CALLED_IF_THERE));
    }

    /** Which also shows that this test finds what is missing. */
    @Smoke
    @Test
    void oldest_curator_lacks_only_what_is_called_where_it_exists() throws IOException {
        assertThat(missing("5.2.1", "3.6.3")).isEqualTo(union(RECORDED_IF_THERE, CALLED_IF_THERE));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    private static Set<String> missing(String curator, String client) throws IOException {
        List<Path> users = MavenArtifacts.resolve(JACKSON, "org.apache.curator:curator-x-discovery:" + curator);
        assertThat(users).anyMatch(jar -> jar.endsWith("zookeeper-" + client + ".jar"));
        try (URLClassLoader loader =
                Linkage.loader(users, entry -> THE_USERS.stream().noneMatch(entry::contains))) {
            return Linkage.missing(CLASSES, loader);
        }
    }
}
