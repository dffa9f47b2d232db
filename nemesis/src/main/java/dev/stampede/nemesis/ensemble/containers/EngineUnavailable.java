package dev.stampede.nemesis.ensemble.containers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.utility.TestcontainersConfiguration;

/** The message for a missing container engine. */
final class EngineUnavailable {
    private static final String SOCKET = "/var/run/docker.sock";

    private EngineUnavailable() {}

    static String message(Throwable cause) {
        return "an ensemble of containers was requested, but " + tried(cause)
                + "\nStart an engine (systemctl start docker, or Docker Desktop), or name one in DOCKER_HOST;\nor use"
                + " --ensemble local (-Dstampede.ensemble=local), which needs no engine";
    }

    /** Says that no engine answers, and what was tried. */
    static String tried(Throwable cause) {
        String answer = ExceptionMessages.text(cause);
        return "no container engine answers.\nTried: DOCKER_HOST ("
                + Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse("not set") + "); docker.host of "
                + Path.of(System.getProperty("user.home"), ".testcontainers.properties") + " (" + configured()
                + "); unix://" + SOCKET + " (" + socket()
                + "); and the other engines that Testcontainers knows. Result: " + answer;
    }

    private static String configured() {
        try {
            return Optional.ofNullable(
                            TestcontainersConfiguration.getInstance().getEnvVarOrUserProperty("docker.host", null))
                    .orElse("not set");
        } catch (RuntimeException | LinkageError unreadable) {
            return "not readable";
        }
    }

    private static String socket() {
        Path socket = Path.of(SOCKET);
        if (!Files.exists(socket)) {
            return "the socket does not exist";
        }
        return Files.isReadable(socket) && Files.isWritable(socket)
                ? "no engine answers"
                : "this user has no permission; is the user in the group docker?";
    }
}
