package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Statistics;
import dev.stampede.nemesis.ensemble.EnsembleException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/** The container engine that Testcontainers found. Safe to use from several threads. */
final class ContainerEngine {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerEngine.class);
    private static final long EXIT_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long POLL_MILLIS = 10;
    private static final long ANSWER_SECONDS = 10;

    private final DockerClient docker;
    private final String host;

    private ContainerEngine(DockerClient docker, String host) {
        this.docker = docker;
        this.host = host;
    }

    /**
     * The engine that Testcontainers finds.
     *
     * @throws EnsembleException if there is none; the message says what was tried and what to do
     */
    static ContainerEngine find() {
        try {
            DockerClientFactory factory = DockerClientFactory.instance();
            TransportConfig found = factory.getTransportConfig();
            requireEngineOfDockerHost(Optional.ofNullable(System.getenv("DOCKER_HOST")), found.getDockerHost());
            try (DockerClient plain = DockerClientProviderStrategy.getClientForConfig(found)) {
                RyukImage.require(plain);
            }
            return new ContainerEngine(factory.client(), numericAddress(factory.dockerHostIpAddress()));
        } catch (EnsembleException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new EnsembleException(EngineUnavailable.message(e), e);
        }
    }

    /**
     * Refuses an engine that DOCKER_HOST does not name: if the named engine does not answer, Testcontainers tries
     * others.
     */
    static void requireEngineOfDockerHost(Optional<String> named, URI found) {
        if (named.isPresent()
                && !named.get().isBlank()
                && !URI.create(named.get()).equals(found)) {
            throw new EnsembleException("an ensemble of containers was requested, and DOCKER_HOST names the engine at"
                    + " " + named.get() + ", but it does not answer; only the engine at " + found + " answers.\nStart"
                    + " the engine that DOCKER_HOST names, or unset DOCKER_HOST to use the other (if the file"
                    + " .testcontainers.properties in the home folder has a line docker.client.strategy, remove it);"
                    + "\nor use --ensemble local (-Dstampede.ensemble=local), which needs no engine");
        }
    }

    /**
     * The numeric address of the host, so that every library uses the same address; the first IPv4 address if there are
     * several.
     */
    private static String numericAddress(String host) {
        try {
            InetAddress[] all = InetAddress.getAllByName(host);
            return Arrays.stream(all)
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .orElse(all[0])
                    .getHostAddress();
        } catch (UnknownHostException e) {
            throw new EnsembleException("the engine is on the host \"" + host + "\", which cannot be resolved", e);
        }
    }

    /**
     * Checks that the harness can reach ports that the engine publishes on this address.
     *
     * @throws EnsembleException if it cannot reach them; the message says what to do
     */
    void requireReachable(String bind) {
        boolean loopback = bind.startsWith("127.") || bind.equals("::1");
        if (loopback && !host.startsWith("127.") && !host.equals("::1") && !host.equals("0:0:0:0:0:0:0:1")) {
            throw new EnsembleException("the engine is at " + host + ", but would publish ports on " + bind + " of its"
                    + " machine, where the harness cannot reach them; set -D" + ContainerSettings.BIND + "=0.0.0.0, or"
                    + " an address of that machine that only you can reach (or TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1"
                    + " if the engine is on this machine)");
        }
    }

    DockerClient docker() {
        return docker;
    }

    /** The numeric address at which the harness reaches published ports. */
    String host() {
        return host;
    }

    /** The engine's version, operating system and address, for people. */
    String describe() {
        var version = docker.versionCmd().exec();
        return "engine " + version.getVersion() + " (API " + version.getApiVersion() + ", "
                + version.getOperatingSystem() + ") at " + host;
    }

    InspectContainerResponse inspect(String container) {
        return docker.inspectContainerCmd(container).exec();
    }

    ContainerState state(String container) {
        return inspect(container).getState();
    }

    boolean running(String container) {
        return Boolean.TRUE.equals(state(container).getRunning());
    }

    boolean paused(String container) {
        return Boolean.TRUE.equals(state(container).getPaused());
    }

    /** Starts a created container. Idempotent. */
    void start(String container) {
        try {
            docker.startContainerCmd(container).exec();
        } catch (NotModifiedException running) {
            // The container already runs.
        }
    }

    /** Kills the process of a container, also while it is paused, and waits until it has ended. Idempotent. */
    void kill(String container) {
        try {
            docker.killContainerCmd(container).withSignal("KILL").exec();
        } catch (ConflictException notRunning) {
            // The container does not run; otherwise the wait below fails.
        }
        long start = System.nanoTime();
        while (running(container)) {
            if (System.nanoTime() - start > EXIT_LIMIT_NANOS) {
                throw new EnsembleException(
                        "the process of container " + container + " still exists 15 s after SIGKILL");
            }
            sleep();
        }
    }

    /** Pauses all processes of a container. Idempotent. */
    void pause(String container) {
        try {
            docker.pauseContainerCmd(container).exec();
        } catch (DockerException e) {
            if (!paused(container)) {
                throw new EnsembleException("container " + container + " cannot be paused: " + e.getMessage(), e);
            }
        }
    }

    /** Resumes all processes of a container. Idempotent. */
    void resume(String container) {
        try {
            docker.unpauseContainerCmd(container).exec();
        } catch (DockerException e) {
            if (paused(container)) {
                throw new EnsembleException("container " + container + " cannot be resumed: " + e.getMessage(), e);
            }
        }
    }

    /** The last lines that a container printed. */
    List<String> log(String container, int atMost) {
        StringBuilder text = new StringBuilder();
        try (var callback = new ResultCallback.Adapter<Frame>() {
            @Override
            public void onNext(Frame frame) {
                text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            }
        }) {
            docker.logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(atMost)
                    .exec(callback);
            callback.awaitCompletion(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DockerException | IOException e) {
            return List.of("(the log of container " + container + " cannot be read: " + e.getMessage() + ")");
        }
        List<String> lines = text.toString().lines().toList();
        return lines.subList(Math.max(0, lines.size() - atMost), lines.size());
    }

    /**
     * Starts a program in a container, and does not wait for its end. Does nothing if the engine refuses it, for
     * example because the container is paused.
     */
    void tryToStart(String container, String... command) {
        try (var callback = new ResultCallback.Adapter<Frame>()) {
            String exec =
                    docker.execCreateCmd(container).withCmd(command).exec().getId();
            docker.execStartCmd(exec).withDetach(true).exec(callback);
            callback.awaitCompletion(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DockerException | IOException e) {
            LOG.debug("{} was not started in {}", command[0], container, e);
        }
    }

    /** The resources that a container uses now; null if the engine does not answer in time. */
    @Nullable
    Statistics statistics(String container) {
        AtomicReference<@Nullable Statistics> found = new AtomicReference<>();
        try (var callback = new ResultCallback.Adapter<Statistics>() {
            @Override
            public void onNext(Statistics statistics) {
                found.set(statistics);
            }
        }) {
            docker.statsCmd(container).withNoStream(true).exec(callback);
            callback.awaitCompletion(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DockerException | IOException e) {
            return null;
        }
        return found.get();
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnsembleException("interrupted while waiting for the engine", e);
        }
    }
}
