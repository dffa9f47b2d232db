package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what carries our labels: containers with their anonymous volumes, then networks, then the volumes that have
 * names. Something that another removes at the same time (Ryuk, Testcontainers' own hook, another sweep) counts as
 * removed.
 */
final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final DockerClient docker;

    Sweeper(DockerClient docker) {
        this.docker = docker;
    }

    /** Removes what dead owners left, and what owners that cannot be seen from here have had for too long. */
    void sweep() {
        Instant now = Instant.now();
        List<String> left = remove(Labels.OWNER, labels -> Labels.abandoned(labels, now));
        left.forEach(what -> LOG.warn("left by a dead owner, and could not be removed: {}", what));
    }

    /** Removes all of an ensemble; what is left, for people. */
    List<String> remove(String ensemble) {
        return remove(Labels.ENSEMBLE + "=" + ensemble, labels -> true);
    }

    /** A predicate on labels that may be missing. */
    private interface Which extends Predicate<@Nullable Map<String, String>> {}

    private List<String> remove(String label, Which which) {
        List<String> left = new ArrayList<>();
        List<Runnable> removals = new ArrayList<>();
        for (Container container : containers(label)) {
            if (which.test(container.getLabels())) {
                removals.add(() -> removeContainer(container, left));
            }
        }
        Together.run("remove containers", removals);
        for (Network network : networks(label)) {
            if (which.test(network.getLabels())) {
                quietly("network " + network.getName(), left, () -> docker.removeNetworkCmd(network.getId())
                        .exec());
            }
        }
        for (InspectVolumeResponse volume : volumes(label)) {
            if (which.test(volume.getLabels())) {
                quietly("volume " + volume.getName(), left, () -> docker.removeVolumeCmd(volume.getName())
                        .exec());
            }
        }
        return left;
    }

    private void removeContainer(Container container, List<String> left) {
        quietly("container " + container.getId(), left, () -> docker.removeContainerCmd(container.getId())
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
    }

    private static void quietly(String what, List<String> left, Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException gone) {
            LOG.debug("{} is gone already", what);
        } catch (ConflictException beingRemoved) {
            if (!String.valueOf(beingRemoved.getMessage()).contains("already in progress")) {
                note(what, left, beingRemoved);
            }
        } catch (DockerException e) {
            note(what, left, e);
        }
    }

    private static void note(String what, List<String> left, DockerException e) {
        synchronized (left) {
            left.add(what + ": " + e.getMessage());
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

    /** What carries this label now, for people and tests. */
    List<String> list(String label) {
        List<String> all = new ArrayList<>();
        containers(label).forEach(c -> all.add("container " + String.join(",", c.getNames()) + " " + c.getState()));
        networks(label).forEach(n -> all.add("network " + n.getName()));
        volumes(label).forEach(v -> all.add("volume " + v.getName()));
        return all;
    }
}
