package dev.stampede.workloads.versions;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;

/** The jars of other versions, from Maven's local repository, or from where Maven would download them. */
final class MavenArtifacts {
    private MavenArtifacts() {}

    /** These artifacts with what they need at run time. */
    static List<Path> resolve(String... coordinates) {
        try (Context context = Runtimes.INSTANCE
                .getRuntime()
                .create(ContextOverrides.create().withUserSettings(true).build())) {
            CollectRequest collect = new CollectRequest();
            Stream.of(coordinates)
                    .forEach(text ->
                            collect.addDependency(new Dependency(new DefaultArtifact(text), JavaScopes.RUNTIME)));
            collect.setRepositories(context.remoteRepositories());
            return context
                    .repositorySystem()
                    .resolveDependencies(context.repositorySystemSession(), new DependencyRequest(collect, null))
                    .getArtifactResults()
                    .stream()
                    .map(found -> found.getArtifact().getFile().toPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new AssertionError("expected " + String.join(", ", coordinates) + " in Maven's repositories", e);
        }
    }
}
