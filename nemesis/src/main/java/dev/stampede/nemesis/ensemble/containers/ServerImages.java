package dev.stampede.nemesis.ensemble.containers;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.ServerVersion;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/** The images of the members, pulled if they are missing, and the version of ZooKeeper in each. */
final class ServerImages {
    private static final Pattern TAG = Pattern.compile("\\d+\\.\\d+\\.\\d+([-.].+)?");
    private static final Pattern FOLDER = Pattern.compile("zookeeper-(\\d+\\.\\d+\\.\\d+)");

    private final ContainerEngine engine;
    private final DockerImageName standard;
    private final Map<DockerImageName, ServerVersion> versions = new ConcurrentHashMap<>();

    ServerImages(ContainerEngine engine, String standard) {
        this.engine = engine;
        this.standard = DockerImageName.parse(standard);
    }

    DockerImageName standard() {
        return standard;
    }

    /** The configured image if it has this version, else the image of the same name with the version as its tag. */
    DockerImageName of(ServerVersion version) {
        return version.equals(versionIn(standard)) ? standard : standard.withTag(version.text());
    }

    /**
     * The version in an image: from the image's tag, else from the environment that official images set.
     *
     * @throws EnsembleException if the image is not available, states no version, or has a version before 3.5
     */
    ServerVersion versionIn(DockerImageName image) {
        return versions.computeIfAbsent(image, this::find);
    }

    private ServerVersion find(DockerImageName image) {
        String name = pull(image);
        String tag = image.getVersionPart();
        ServerVersion version = TAG.matcher(tag).matches() ? ServerVersion.of(tag) : fromEnvironment(image, name);
        if (!version.atLeast(3, 5, 0)) {
            throw new EnsembleException("the image " + image + " has ZooKeeper " + version
                    + "; ensembles of containers need 3.5 or later, because older versions cannot have the client port"
                    + " in their server lines. For older versions use --ensemble local");
        }
        return version;
    }

    /**
     * Pulls the image if it is missing.
     *
     * @return its name on the engine, which may differ (Testcontainers substitutes names)
     */
    String pull(DockerImageName image) {
        try {
            return new RemoteDockerImage(image).get();
        } catch (RuntimeException e) {
            throw new EnsembleException(unavailable(image.toString(), e), e);
        }
    }

    private static String unavailable(String image, Exception e) {
        return "the image " + image + " is not available: " + ExceptionMessages.text(e)
                + ". Is its registry reachable from the engine (docker pull " + image
                + ")? Set another image with -D" + ContainerSettings.ZOOKEEPER + " and -D"
                + ContainerSettings.TOXIPROXY;
    }

    private ServerVersion fromEnvironment(DockerImageName image, String name) {
        var config = engine.docker().inspectImageCmd(name).exec().getConfig();
        String @Nullable [] environment = config == null ? null : config.getEnv();
        Optional<String> found = Stream.ofNullable(environment)
                .flatMap(Arrays::stream)
                .map(FOLDER::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1))
                .findFirst();
        return ServerVersion.of(found.orElseThrow(() -> new EnsembleException("the ZooKeeper version in the image "
                + image + " is unknown. Expected a version as its tag, such as 3.9.5, or the environment of the"
                + " official image; add such a tag (docker tag)")));
    }
}
