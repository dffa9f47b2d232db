package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.stampede.nemesis.ensemble.EnsembleException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** Examines the requirements of an ensemble of containers without starting a container. Stateless. */
public final class ContainerPrerequisites {
    private ContainerPrerequisites() {}

    /**
     * A container engine that answers.
     *
     * @param description the version, operating system and address of the engine, for people
     * @param missingImages the configured images that the engine does not have
     */
    public record Engine(String description, List<String> missingImages) {
        public Engine {
            missingImages = List.copyOf(missingImages);
        }
    }

    /**
     * The engine that an ensemble of containers would use. Starts nothing and pulls nothing.
     *
     * @throws EnsembleException if no engine answers; the message says what was tried
     */
    public static Engine engine() {
        try {
            ContainerSettings settings = ContainerSettings.fromProperties();
            TransportConfig found = DockerClientFactory.instance().getTransportConfig();
            ContainerEngine.requireEngineOfDockerHost(
                    Optional.ofNullable(System.getenv("DOCKER_HOST")), found.getDockerHost());
            try (DockerClient docker = DockerClientProviderStrategy.getClientForConfig(found)) {
                var version = docker.versionCmd().exec();
                return new Engine(
                        "engine " + version.getVersion() + " (API " + version.getApiVersion() + ", "
                                + version.getOperatingSystem() + ") at " + found.getDockerHost(),
                        missing(docker, settings));
            }
        } catch (EnsembleException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new EnsembleException(EngineUnavailable.tried(e), e);
        }
    }

    private static List<String> missing(DockerClient docker, ContainerSettings settings) {
        List<String> missing = new ArrayList<>();
        for (String image : List.of(settings.zookeeper(), settings.toxiproxy())) {
            DockerImageName name = ImageNameSubstitutor.instance().apply(DockerImageName.parse(image));
            try {
                docker.inspectImageCmd(name.asCanonicalNameString()).exec();
            } catch (NotFoundException absent) {
                missing.add(image);
            }
        }
        return missing;
    }
}
