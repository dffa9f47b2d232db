package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Ulimit;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.ZooCfg;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * The container of a member: in the network of its Toxiproxy server, with its disk at {@code /data}. What it gets is the
 * contract of the official images: {@code /conf/zoo.cfg}, {@code /data/myid}, {@code ZK_SERVER_HEAP}, {@code JVMFLAGS}.
 */
final class ServerContainer {
    /** More than the JVM needs, so that only a fault makes it scarce. */
    static final long MEMORY_BYTES = 768L << 20;

    private static final int HEAP_MEGABYTES = 128;
    private static final long OPEN_FILES = 4_096;

    private static final List<String> JVM = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.net.preferIPv4Stack=true",
            ZooCfg.MAX_NOTIFICATION_INTERVAL_FLAG);

    /** A JVM takes one only. */
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

    private final int member;
    private final GenericContainer<?> container;

    private ServerContainer(int member, GenericContainer<?> container) {
        this.member = member;
        this.container = container;
    }

    /** One that may write to its disk. */
    static ServerContainer of(
            ContainerContext grounds, int member, DockerImageName image, String netOf, List<String> jvmFlags) {
        GenericContainer<?> container = prepare(
                        grounds, member, image, netOf, jvmFlags, ContainerContext.Access.READ_WRITE)
                .withCopyToContainer(Transferable.of(member + "\n"), ContainerCfg.DATA + "/myid");
        return new ServerContainer(member, container);
    }

    /** One whose disk, with what is on it, is read-only. */
    static ServerContainer readOnly(
            ContainerContext grounds, int member, DockerImageName image, String netOf, List<String> jvmFlags) {
        return new ServerContainer(
                member, prepare(grounds, member, image, netOf, jvmFlags, ContainerContext.Access.READ_ONLY));
    }

    /**
     * That a process ends at once is no failure to start: whoever waits for the member sees it. Testcontainers would
     * remove the container, and with it what the process has to say for itself.
     */
    private static final class Anyhow extends StartupCheckStrategy {
        @Override
        public StartupStatus checkStartupState(com.github.dockerjava.api.DockerClient docker, String container) {
            return StartupStatus.SUCCESSFUL;
        }
    }

    private static GenericContainer<?> prepare(
            ContainerContext grounds,
            int member,
            DockerImageName image,
            String netOf,
            List<String> jvmFlags,
            ContainerContext.Access access) {
        return new GenericContainer<>(image)
                .withNetworkMode("container:" + netOf)
                .withLabels(grounds.labels().map())
                .withEnv("ZK_SERVER_HEAP", Integer.toString(HEAP_MEGABYTES))
                .withEnv("JVMFLAGS", String.join(" ", flags(jvmFlags)))
                .withCopyToContainer(
                        Transferable.of(ContainerCfg.render(grounds.cfg(), grounds.roster(), member)), "/conf/zoo.cfg")
                .withStartupCheckStrategy(new Anyhow())
                .withCreateContainerCmdModifier(create -> configure(create, grounds, member, access));
    }

    private static void configure(
            CreateContainerCmd create, ContainerContext grounds, int member, ContainerContext.Access access) {
        var hostConfig = create.getHostConfig();
        if (hostConfig == null) {
            throw new EnsembleException("expected Testcontainers to give a host configuration; it gave none");
        }
        // The same for both, so that no swap makes up for memory that is taken away.
        hostConfig
                .withMemory(MEMORY_BYTES)
                .withMemorySwap(MEMORY_BYTES)
                .withUlimits(List.of(new Ulimit("nofile", OPEN_FILES, OPEN_FILES)));
        grounds.mountDisk(hostConfig, member, ContainerCfg.DATA, access);
    }

    /** Ours and the user's, which come last and so override ours. */
    static List<String> flags(List<String> users) {
        boolean ownCollector =
                users.stream().anyMatch(flag -> COLLECTOR.matcher(flag).matches());
        List<String> all = new ArrayList<>();
        JVM.stream()
                .filter(flag -> !ownCollector || !COLLECTOR.matcher(flag).matches())
                .forEach(all::add);
        all.addAll(users);
        return all;
    }

    /** Makes the container and starts its process. Once; later starts are the engine's. */
    void start() {
        try {
            container.start();
        } catch (RuntimeException e) {
            throw new EnsembleException(
                    "member %d did not start from %s: %s"
                            .formatted(member, container.getDockerImageName(), ExceptionMessages.text(e)),
                    e);
        }
    }

    String id() {
        return container.getContainerId();
    }

    /** Removes the container; the disk stays. */
    void remove() {
        container.stop();
    }
}
