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
 * What all containers of an ensemble stand on: the engine, the labels, the network, and the disks of members.
 *
 * <p>The disk of a member is a volume that has a name. If it is of bounded size it lies in the engine's memory, and lasts
 * as long as a container that mounts it runs: that is the Toxiproxy container beside the member, which is never
 * restarted, so that a member's data outlive its process and its container.
 */
record ContainerContext(
        ContainerEngine engine,
        OwnerLabels labels,
        ContainerSettings settings,
        Network network,
        EnsembleMembership roster,
        ZooCfg cfg,
        int clients) {

    /** The labelled network of an ensemble. */
    static Network makeNetwork(OwnerLabels labels) {
        Network network = Network.builder()
                .createNetworkCmdModifier(create -> create.withLabels(labels.with(create.getLabels())))
                .build();
        // It is made when it is first asked for its id.
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

    /** How a disk may be used. */
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
