package dev.stampede.workloads.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jars of users that were compiled against earlier versions: a scenario with its driver, a model, a check, a fault, a lock and a
 * chaos test. Each jar has its sources in it; {@code make-jar.sh} beside them says how one is made for a release.
 */
class ExtensionCompatibilityTest {
    private static final Path JARS = Path.of("src", "test", "compatibility");

    /** The sources in {@code src/test} of the same classes are newer. */
    private static boolean withoutTests(String entry) {
        return !entry.endsWith("test-classes") && !entry.endsWith("/test");
    }

    private static final List<String> SERVICES = List.of(
            "dev.stampede.workloads.scenario.ScenarioProvider",
            "dev.stampede.checker.model.ModelProvider",
            "dev.stampede.checker.check.CheckProvider",
            "dev.stampede.nemesis.fault.FaultType");

    static Stream<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(JARS)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void jar_of_an_earlier_version_finds_all_that_it_uses(Path jar) throws IOException {
        JavaClasses users = new ClassFileImporter().importJar(new JarFile(jar.toFile()));

        assertThat(users).hasSizeGreaterThan(SERVICES.size());
        try (URLClassLoader loader = Linkage.loader(List.of(jar), ExtensionCompatibilityTest::withoutTests)) {
            assertThat(Linkage.missing(users, loader))
                    .as(
                            "what %s needs and is gone (before that version is released: delete it, and run make-jar.sh)",
                            jar)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void extensions_of_an_earlier_version_are_found_and_made(Path jar) throws Exception {
        try (URLClassLoader loader = Linkage.loader(List.of(jar), ExtensionCompatibilityTest::withoutTests)) {
            for (String service : SERVICES) {
                assertThat(ServiceLoader.load(Class.forName(service, true, loader), loader).stream()
                                .filter(p -> p.type().getName().startsWith("com.example."))
                                .map(ServiceLoader.Provider::get))
                        .as(service)
                        .hasSize(1)
                        .doesNotContainNull();
            }
        }
    }

    @Test
    void jar_whose_classes_miss_something_is_found_out() throws IOException {
        Path jar = jars().findFirst().orElseThrow();
        JavaClasses users = new ClassFileImporter().importJar(new JarFile(jar.toFile()));

        try (URLClassLoader withoutStampede =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            assertThat(Linkage.missing(users, withoutStampede))
                    .anyMatch(m -> m.contains("NoClassDefFoundError"))
                    .anyMatch(m -> m.contains("Scenario.<init>"));
        }
    }
}
