package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.ServerVersion;
import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;

/** Examines the requirements of a local ensemble without starting one. Stateless. */
public final class LocalPrerequisites {
    private LocalPrerequisites() {}

    /**
     * Claims the addresses and ports of an ensemble of this size, as the ensemble would, and releases them.
     *
     * @return the block of addresses, such as {@code 127.40.0.0/16}
     * @throws EnsembleException if no block is free; the message says why, and what to do
     */
    public static String claimAddresses(int members) {
        try (AddressBlock block = AddressBlock.claim(members)) {
            return block.toString();
        }
    }

    /** The ZooKeeper version that needs no Maven repository. */
    public static String bundledVersion() {
        return ServerVersion.BUNDLED.toString();
    }

    /**
     * The Maven repositories that other versions come from, according to the user's {@code settings.xml}.
     *
     * @param local the folder of the local repository
     * @param offline whether the settings forbid the network
     * @param remote the URLs of the remote repositories; a mirror takes the place of the repositories that it mirrors
     * @param versions the ZooKeeper versions whose jar is in the local repository, sorted
     */
    public record Repositories(Path local, boolean offline, List<String> remote, List<String> versions) {
        public Repositories {
            remote = List.copyOf(remote);
            versions = List.copyOf(versions);
        }
    }

    /** The Maven repositories that other versions come from. */
    public static Repositories repositories() {
        try (Context context = Runtimes.INSTANCE
                .getRuntime()
                .create(ContextOverrides.create().withUserSettings(true).build())) {
            RepositorySystemSession session = context.repositorySystemSession();
            Path local = session.getLocalRepository().getBasedir().toPath();
            return new Repositories(
                    local,
                    session.isOffline(),
                    context.remoteRepositories().stream()
                            .map(RemoteRepository::getUrl)
                            .toList(),
                    versionsIn(local));
        }
    }

    /** The ZooKeeper versions whose jar is in a local repository, sorted. */
    public static List<String> versionsIn(Path local) {
        Path folder = local.resolve(Path.of("org", "apache", "zookeeper", "zookeeper"));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(folder)) {
            return versions.filter(v -> Files.isRegularFile(v.resolve("zookeeper-" + v.getFileName() + ".jar")))
                    .map(v -> v.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new EnsembleException("the local Maven repository " + local + " cannot be read", e);
        }
    }
}
