package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.stampede.nemesis.ensemble.EnsembleException;
import java.util.concurrent.TimeUnit;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * The image of Ryuk, the container that Testcontainers starts before all others and that cleans up after this JVM,
 * unless the environment has {@code TESTCONTAINERS_RYUK_DISABLED=true}. Without the image, Testcontainers tries for
 * minutes and then reports that there is no engine. Therefore this class checks the image first.
 */
final class RyukImage {
    /** A copy of the name in Testcontainers; a test compares the two. */
    static final String IMAGE = "testcontainers/ryuk:0.14.0";

    private static final String DISABLED = "TESTCONTAINERS_RYUK_DISABLED";
    private static final long PULLED_WITHIN_SECONDS = 120;

    private RyukImage() {}

    /**
     * Pulls the image, in one attempt, if Ryuk is enabled and the image is missing.
     *
     * @throws EnsembleException if the image is not available; the message says how to disable Ryuk
     */
    static void require(DockerClient docker) {
        if (!Boolean.parseBoolean(System.getenv(DISABLED))) {
            DockerImageName image = ImageNameSubstitutor.instance().apply(DockerImageName.parse(IMAGE));
            try {
                docker.inspectImageCmd(image.asCanonicalNameString()).exec();
            } catch (NotFoundException missing) {
                pull(docker, image);
            }
        }
    }

    private static void pull(DockerClient docker, DockerImageName image) {
        try {
            boolean done = docker.pullImageCmd(image.getUnversionedPart())
                    .withTag(image.getVersionPart())
                    .exec(new PullImageResultCallback())
                    .awaitCompletion(PULLED_WITHIN_SECONDS, TimeUnit.SECONDS);
            if (!done) {
                throw new EnsembleException(message(image, "it was not pulled within " + PULLED_WITHIN_SECONDS + " s"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnsembleException("interrupted while pulling " + image, e);
        } catch (EnsembleException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EnsembleException(message(image, ExceptionMessages.text(e)), e);
        }
    }

    static String message(DockerImageName image, String why) {
        return "a container engine answers, but Testcontainers needs Ryuk, and its image " + image
                + " is not available: " + why + ".\nStampede cleans up by itself, with or without Ryuk: set " + DISABLED
                + "=true in the environment; or let the engine reach the registry (docker pull " + image + ")";
    }
}
