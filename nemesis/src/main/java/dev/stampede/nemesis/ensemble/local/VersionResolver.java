package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.ServerVersion;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.DependencyResult;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Resolves the class paths of server versions that are not bundled. The jars come from Maven repositories, with the
 * mirrors, the proxies, the offline mode and the local repository of the user's {@code settings.xml}.
 *
 * <p>The exclusions and additions make versions 3.4.6 to 3.9.5 run on Java 17. They were found by experiment.
 */
final class VersionResolver {
    private static final List<Exclusion> EXCLUSIONS = Stream.of(
                    "com.sun.jmx", "com.sun.jdmk", "javax.jms", "junit", "jline")
            .map(group -> new Exclusion(group, "*", "*", "*"))
            .toList();

    private VersionResolver() {}

    static ServerClassPath resolve(ServerVersion version) {
        ContextOverrides.Builder maven = ContextOverrides.create().withUserSettings(true);
        localRepository().ifPresent(maven::withLocalRepositoryOverride);
        try (Context context = Runtimes.INSTANCE.getRuntime().create(maven.build())) {
            return resolve(version, context);
        }
    }

    /**
     * The local repository of the Maven build that runs this code, which may differ from that of the settings. Surefire
     * and Failsafe set the second property.
     */
    private static Optional<Path> localRepository() {
        return Stream.of("maven.repo.local", "localRepository")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static ServerClassPath resolve(ServerVersion version, Context context) {
        CollectRequest collect = new CollectRequest();
        coordinates(version)
                .forEach(text -> collect.addDependency(
                        new Dependency(new DefaultArtifact(text), JavaScopes.COMPILE, false, EXCLUSIONS)));
        collect.setRepositories(context.remoteRepositories());
        DependencyRequest request =
                new DependencyRequest(collect, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
        try {
            DependencyResult result =
                    context.repositorySystem().resolveDependencies(context.repositorySystemSession(), request);
            List<Path> jars = result.getArtifactResults().stream()
                    .map(found -> found.getArtifact().getFile().toPath())
                    .filter(file -> file.toString().endsWith(".jar"))
                    .toList();
            return new ServerClassPath(jars, List.of());
        } catch (DependencyResolutionException e) {
            throw failure(version, context.repositorySystemSession().isOffline(), e);
        }
    }

    /** The artifact of the server, then the artifacts that it needs in addition to its own dependencies. */
    static List<String> coordinates(ServerVersion version) {
        List<String> coordinates = new ArrayList<>();
        coordinates.add("org.apache.zookeeper:zookeeper:" + version);
        if (version.logsByLogback()) {
            coordinates.add("ch.qos.logback:logback-classic:1.3.15");
            // Explicit, because 3.8 depends on an older version that is incompatible.
            coordinates.add("ch.qos.logback:logback-core:1.3.15");
            coordinates.add("org.slf4j:slf4j-api:2.0.17");
        } else if (version.atLeast(3, 5, 10)) {
            // 3.5.10, 3.6.4 and 3.7.1 changed from log4j to reload4j; earlier versions of 3.6 and 3.7 depend on log4j.
            coordinates.add("org.slf4j:slf4j-reload4j:1.7.36");
        }
        if (version.atLeast(3, 6, 0)) {
            coordinates.add("io.dropwizard.metrics:metrics-core:4.1.12.1");
            coordinates.add("org.xerial.snappy:snappy-java:1.1.10.5");
        }
        return coordinates;
    }

    static EnsembleException failure(ServerVersion version, boolean offline, Exception e) {
        return new EnsembleException(
                "ZooKeeper %s is not available: %s. %s"
                        .formatted(
                                version,
                                e.getMessage(),
                                offline
                                        ? "Maven is offline (settings.xml): go online once to fill its repository, or"
                                                + " use the bundled version"
                                        : "Expected org.apache.zookeeper:zookeeper:" + version
                                                + " in the local repository or in one that settings.xml names: is the"
                                                + " version"
                                                + " right, and the repository reachable?"),
                e);
    }
}
