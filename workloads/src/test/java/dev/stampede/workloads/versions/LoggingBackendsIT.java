package dev.stampede.workloads.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.workloads.client.host.LibraryLogging;
import dev.stampede.workloads.junit.Nightly;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each logging backend without configuration, as a user may have it. */
@Nightly
class LoggingBackendsIT {
    @ParameterizedTest
    @CsvSource({
        "Logback,           ch.qos.logback:logback-classic:1.3.15",
        "Logback,           ch.qos.logback:logback-classic:1.5.18",
        "Log4j 2,           org.apache.logging.log4j:log4j-slf4j2-impl:2.24.3",
        "java.util.logging, org.slf4j:slf4j-jdk14:2.0.17",
        "slf4j-simple,      org.slf4j:slf4j-simple:2.0.17",
        "Log4j 1,           org.slf4j:slf4j-reload4j:2.0.17",
        "null,              org.slf4j:slf4j-nop:2.0.17"
    })
    void backend_without_configuration_logs_only_errors_of_the_clients(String backend, String coordinates)
            throws Exception {
        String output = probe(MavenArtifacts.resolve(coordinates), "early");

        assertThat(output).contains("backend: " + backend).doesNotContain("noise of");
        // Without a configuration Log4j 1 has no place to log to.
        if (!backend.equals("null") && !backend.equals("Log4j 1")) {
            assertThat(output)
                    .contains("early-error", "error of org.apache.zookeeper.ClientCnxn")
                    .contains("error of org.apache.curator.ConnectionState", "the user's own");
        }
    }

    @Test
    void no_backend_is_no_warning() throws Exception {
        assertThat(probe(MavenArtifacts.resolve("org.slf4j:slf4j-api:2.0.17"))).isEqualTo("backend: null\n");
    }

    private static String probe(List<Path> jars, String... arguments) throws Exception {
        List<Path> classPath = new ArrayList<>(jars);
        for (Class<?> ours : List.of(LoggingProbe.class, LibraryLogging.class)) {
            classPath.add(Path.of(
                    ours.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                LoggingProbe.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
