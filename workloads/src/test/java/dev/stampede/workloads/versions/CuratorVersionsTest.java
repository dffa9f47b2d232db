package dev.stampede.workloads.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.stampede.checker.history.History;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.reports.RunReport;
import dev.stampede.workloads.client.ClientSpec;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stampede's compiled classes against other versions of Curator, each with its own default ZooKeeper client and Jackson: every
 * class can be loaded, and every method and field that one of them uses is there.
 */
class CuratorVersionsTest {
    /** Libraries that the user brings; everything else is as the harness has it. */
    private static final List<String> THE_USERS =
            List.of("/org/apache/zookeeper/", "/org/apache/curator/", "/com/fasterxml/jackson/");

    /** The oldest that is supported. */
    private static final String JACKSON = "com.fasterxml.jackson.core:jackson-databind:2.13.5";

    /** Recorded forms of requests that this client does not have, so that nobody can call them there. */
    private static final Set<String> RECORDED_IF_THERE = Set.of(
            "RecordedHandle.whoAmI() in RecordedReads", "RecordedHandle.sync(java.lang.String) in RecordedReads");

    /** Methods that {@code VersionDifferences} calls only where they exist. */
    private static final Set<String> CALLED_IF_THERE =
            Set.of("WatchedEvent.getZxid() in VersionDifferences", "VersionedValue.getZxid() in VersionDifferences");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrls(Stream.of(History.class, Ensemble.class, RunReport.class, ClientSpec.class)
                    .map(ofModule ->
                            ofModule.getProtectionDomain().getCodeSource().getLocation())
                    .toList());

    @ParameterizedTest
    @CsvSource({"5.7.1, 3.9.2", "5.9.0, 3.9.3"})
    void classes_find_all_that_they_use_in_this_curator_and_its_client(String curator, String client)
            throws IOException {
        assertThat(missing(curator, client)).isSubsetOf(union(RECORDED_IF_THERE, CALLED_IF_THERE));
    }

    /** Which also shows that this test finds what is missing. */
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
        Set<String> missing = new TreeSet<>();
        Map<String, Boolean> found = new HashMap<>();
        try (URLClassLoader loader = new URLClassLoader(classPath(users), ClassLoader.getPlatformClassLoader())) {
            for (JavaClass ours : CLASSES) {
                try {
                    Class.forName(ours.getName(), false, loader).getDeclaredMethods();
                } catch (ClassNotFoundException | LinkageError e) {
                    missing.add(e + " in " + ours.getSimpleName());
                }
                for (JavaAccess<?> access : ours.getAccessesFromSelf()) {
                    AccessTarget target = access.getTarget();
                    if (!found.computeIfAbsent(target.getFullName(), name -> finds(target, loader))) {
                        missing.add(target.getFullName().replaceFirst("^.*\\.(?=[A-Z]\\w*\\.)", "") + " in "
                                + ours.getSimpleName());
                    }
                }
            }
        }
        return missing;
    }

    /** The class path of the harness with the user's versions of the user's libraries. */
    private static URL[] classPath(List<Path> users) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : users) {
            urls.add(jar.toUri().toURL());
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (THE_USERS.stream().noneMatch(entry::contains)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static boolean finds(AccessTarget target, ClassLoader loader) {
        try {
            Class<?> owner = Class.forName(target.getOwner().getName(), false, loader);
            if (owner.isArray()) {
                return true;
            }
            if (target instanceof AccessTarget.FieldAccessTarget field) {
                return supertypes(owner).anyMatch(type -> Arrays.stream(type.getDeclaredFields())
                        .anyMatch(f -> f.getName().equals(field.getName())
                                && f.getType()
                                        .getName()
                                        .equals(field.getRawType().getName())));
            }
            AccessTarget.CodeUnitAccessTarget code = (AccessTarget.CodeUnitAccessTarget) target;
            List<String> parameters =
                    code.getRawParameterTypes().stream().map(JavaClass::getName).toList();
            if (code.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)) {
                return Arrays.stream(owner.getDeclaredConstructors()).anyMatch(c -> parameters.equals(names(c)));
            }
            return supertypes(owner).anyMatch(type -> Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(m -> m.getName().equals(code.getName())
                            && parameters.equals(names(m))
                            && m.getReturnType()
                                    .getName()
                                    .equals(code.getRawReturnType().getName())));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static List<String> names(Executable code) {
        return Arrays.stream(code.getParameterTypes()).map(Class::getName).toList();
    }

    private static Stream<Class<?>> supertypes(Class<?> type) {
        Stream<Class<?>> above =
                Stream.concat(Stream.ofNullable((Class<?>) type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        Stream<Class<?>> all = Stream.concat(Stream.of(type), above.flatMap(CuratorVersionsTest::supertypes));
        return type.isInterface() ? Stream.concat(all, Stream.of(Object.class)) : all;
    }
}
