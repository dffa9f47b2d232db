package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes everything with the labels of Stampede: containers with their anonymous volumes, then networks, then named
 * volumes. Ryuk and the shutdown hook of Testcontainers may remove the same resources concurrently.
 */
final class LeftoverRemover {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverRemover.class);

    private static final Duration REMOVAL_LIMIT = Duration.ofSeconds(15);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final DockerClient docker;

    LeftoverRemover(DockerClient docker) {
        this.docker = docker;
    }

    /** Removes the leftovers of dead owners, and expired leftovers of owners that cannot be observed from here. */
    void removeAbandoned() {
        Instant now = Instant.now();
        List<String> failures = remove(OwnerLabels.OWNER, labels -> OwnerLabels.abandoned(labels, now));
        failures.forEach(what -> LOG.warn("leftover of a dead owner could not be removed: {}", what));
    }

    /** Removes everything of an ensemble. Returns what could not be removed, for people. */
    List<String> remove(String ensemble) {
        return remove(OwnerLabels.ENSEMBLE + "=" + ensemble, labels -> true);
    }

    /** A predicate on labels; null if there are none. */
    private interface LabelFilter extends Predicate<@Nullable Map<String, String>> {}

    private List<String> remove(String label, LabelFilter which) {
        List<String> failures = new ArrayList<>();
        List<Runnable> removals = new ArrayList<>();
        for (Container container : containers(label)) {
            if (which.test(container.getLabels())) {
                removals.add(() -> removeContainer(container, failures));
            }
        }
        InParallel.run("remove containers", removals);
        for (Network network : networks(label)) {
            if (which.test(network.getLabels())) {
                attempt("network " + network.getName(), failures, () -> docker.removeNetworkCmd(network.getId())
                        .exec());
            }
        }
        for (InspectVolumeResponse volume : volumes(label)) {
            if (which.test(volume.getLabels())) {
                attempt("volume " + volume.getName(), failures, () -> docker.removeVolumeCmd(volume.getName())
                        .exec());
            }
        }
        return failures;
    }

    private void removeContainer(Container container, List<String> failures) {
        attempt("container " + container.getId(), failures, () -> docker.removeContainerCmd(container.getId())
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
    }

    private static void attempt(String what, List<String> failures, Runnable removal) {
        try {
            untilGone(removal);
        } catch (DockerException e) {
            synchronized (failures) {
                failures.add(what + ": " + e.getMessage());
            }
        }
    }

    /**
     * Repeats a removal until it succeeds or the resource no longer exists. A network or a volume cannot be removed
     * while a container that uses it is being removed.
     *
     * @throws DockerException if the resource is still in use after {@link #REMOVAL_LIMIT}, or the engine refuses for
     *     another reason
     */
    static void untilGone(Runnable removal) {
        long start = System.nanoTime();
        while (true) {
            try {
                removal.run();
                return;
            } catch (NotFoundException gone) {
                return;
            } catch (DockerException e) {
                boolean inUse = e instanceof ConflictException
                        || String.valueOf(e.getMessage()).contains("active endpoints");
                if (!inUse || System.nanoTime() - start > REMOVAL_LIMIT.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
        }
    }

    private List<Container> containers(String label) {
        return docker.listContainersCmd()
                .withShowAll(true)
                .withFilter("label", List.of(label))
                .exec();
    }

    private List<Network> networks(String label) {
        return docker.listNetworksCmd().withFilter("label", List.of(label)).exec();
    }

    private List<InspectVolumeResponse> volumes(String label) {
        List<InspectVolumeResponse> found = docker.listVolumesCmd()
                .withFilter("label", List.of(label))
                .exec()
                .getVolumes();
        return found == null ? List.of() : found;
    }

    /** Everything that has this label now, for people and tests. */
    List<String> list(String label) {
        List<String> all = new ArrayList<>();
        containers(label).forEach(c -> all.add("container " + String.join(",", c.getNames()) + " " + c.getState()));
        networks(label).forEach(n -> all.add("network " + n.getName()));
        volumes(label).forEach(v -> all.add("volume " + v.getName()));
        return all;
    }
}
