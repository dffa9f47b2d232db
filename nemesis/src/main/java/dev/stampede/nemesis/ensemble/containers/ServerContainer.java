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
 * The container of a member, in the network of the member's Toxiproxy server, with the member's disk at {@code /data}.
 * It needs an image with the contract of the official images: {@code /conf/zoo.cfg}, {@code /data/myid}, {@code
 * ZK_SERVER_HEAP}, {@code JVMFLAGS}.
 */
final class ServerContainer {
    /** More than the JVM needs, so that only a fault makes memory scarce. */
    static final long MEMORY_BYTES = 768L << 20;

    private static final int HEAP_MEGABYTES = 128;
    private static final long OPEN_FILES = 4_096;

    private static final List<String> DEFAULT_JVM_FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.net.preferIPv4Stack=true",
            ZooCfg.MAX_NOTIFICATION_INTERVAL_FLAG);

    /** A JVM accepts only one of these flags. */
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");

    private final int member;
    private final GenericContainer<?> container;

    private ServerContainer(int member, GenericContainer<?> container) {
        this.member = member;
        this.container = container;
    }

    /** A container that can write to its disk. */
    static ServerContainer of(
            ContainerContext context, int member, DockerImageName image, String proxyContainer, List<String> jvmFlags) {
        GenericContainer<?> container = prepare(
                        context, member, image, proxyContainer, jvmFlags, ContainerContext.Access.READ_WRITE)
                .withCopyToContainer(Transferable.of(member + "\n"), ContainerCfg.DATA + "/myid");
        return new ServerContainer(member, container);
    }

    /** A container that mounts the existing disk read-only. */
    static ServerContainer readOnly(
            ContainerContext context, int member, DockerImageName image, String proxyContainer, List<String> jvmFlags) {
        return new ServerContainer(
                member, prepare(context, member, image, proxyContainer, jvmFlags, ContainerContext.Access.READ_ONLY));
    }

    /**
     * Reports every start as successful. If the process exits immediately, Testcontainers would remove the container
     * with its log; {@link dev.stampede.nemesis.ensemble.HealthWait} detects the exit instead.
     */
    private static final class AlwaysSuccessful extends StartupCheckStrategy {
        @Override
        public StartupStatus checkStartupState(com.github.dockerjava.api.DockerClient docker, String container) {
            return StartupStatus.SUCCESSFUL;
        }
    }

    private static GenericContainer<?> prepare(
            ContainerContext context,
            int member,
            DockerImageName image,
            String proxyContainer,
            List<String> jvmFlags,
            ContainerContext.Access access) {
        return new GenericContainer<>(image)
                .withNetworkMode("container:" + proxyContainer)
                .withLabels(context.labels().map())
                .withEnv("ZK_SERVER_HEAP", Integer.toString(HEAP_MEGABYTES))
                .withEnv("JVMFLAGS", String.join(" ", flags(jvmFlags)))
                .withCopyToContainer(
                        Transferable.of(ContainerCfg.render(context.cfg(), context.membership(), member)),
                        "/conf/zoo.cfg")
                .withStartupCheckStrategy(new AlwaysSuccessful())
                .withCreateContainerCmdModifier(create -> configure(create, context, member, access));
    }

    private static void configure(
            CreateContainerCmd create, ContainerContext context, int member, ContainerContext.Access access) {
        var hostConfig = create.getHostConfig();
        if (hostConfig == null) {
            throw new EnsembleException("expected a host configuration from Testcontainers, got none");
        }
        // Both limits are equal, so that swap space cannot replace memory that a fault takes away.
        hostConfig
                .withMemory(MEMORY_BYTES)
                .withMemorySwap(MEMORY_BYTES)
                .withUlimits(List.of(new Ulimit("nofile", OPEN_FILES, OPEN_FILES)));
        context.mountDisk(hostConfig, member, ContainerCfg.DATA, access);
    }

    /** The flags of the harness, then those of the user, which override them. */
    static List<String> flags(List<String> userFlags) {
        boolean userChoseCollector =
                userFlags.stream().anyMatch(flag -> COLLECTOR.matcher(flag).matches());
        List<String> all = new ArrayList<>();
        DEFAULT_JVM_FLAGS.stream()
                .filter(flag -> !userChoseCollector || !COLLECTOR.matcher(flag).matches())
                .forEach(all::add);
        all.addAll(userFlags);
        return all;
    }

    /**
     * Creates the container and starts its process. Called once; for a later start, {@link ContainerEngine#start} is
     * called.
     */
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

    /** Removes the container, but not the disk. */
    void remove() {
        container.stop();
    }
}
