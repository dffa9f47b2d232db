package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import dev.stampede.nemesis.ensemble.EnsembleMembership;
import dev.stampede.nemesis.ensemble.ZooCfg;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.Network;

/**
 * The state that all containers of an ensemble share: the engine, the labels, the network, and the disks of the
 * members.
 *
 * <p>The disk of a member is a named volume. A disk of limited size is in the engine's memory, and exists while a
 * container that mounts the disk runs. The Toxiproxy container of the member mounts the disk and is never restarted.
 * Therefore the member's data survives the member's process and container.
 */
record ContainerContext(
        ContainerEngine engine,
        OwnerLabels labels,
        ContainerSettings settings,
        Network network,
        EnsembleMembership membership,
        ZooCfg cfg,
        int clients) {

    /** Creates the network of an ensemble, with labels. */
    static Network makeNetwork(OwnerLabels labels) {
        Network network = Network.builder()
                .createNetworkCmdModifier(create -> create.withLabels(labels.with(create.getLabels())))
                .build();
        // Testcontainers creates the network at the first call of getId.
        network.getId();
        return network;
    }

    String diskName(int member) {
        return "stampede-" + labels.ensemble() + "-" + member;
    }

    void makeDisk(int member) {
        engine.docker()
                .createVolumeCmd()
                .withName(diskName(member))
                .withDriver("local")
                .withDriverOpts(diskOptions())
                .withLabels(labels.map())
                .exec();
    }

    private Map<String, String> diskOptions() {
        return settings.diskBytes() == 0
                ? Map.of()
                : Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=" + settings.diskBytes());
    }

    /** The access of a container to a disk. */
    enum Access {
        READ_WRITE,
        READ_ONLY
    }

    void mountDisk(HostConfig hostConfig, int member, String target, Access access) {
        hostConfig.withMounts(List.of(new Mount()
                .withType(MountType.VOLUME)
                .withSource(diskName(member))
                .withTarget(target)
                .withReadOnly(access == Access.READ_ONLY)));
    }
}
