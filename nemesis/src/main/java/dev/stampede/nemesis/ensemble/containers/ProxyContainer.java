package dev.stampede.nemesis.ensemble.containers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.link.ProxyServer;
import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * The container with the Toxiproxy server of one member. It owns the network of the member and mounts the member's
 * disk, so it is never restarted.
 */
final class ProxyContainer {
    /** The folder of this container at which the member's disk is mounted. */
    static final String DISK = "/stampede-disk";

    private static final Duration READY = Duration.ofSeconds(60);
    private static final long MEMORY_BYTES = 128L << 20;

    private final ContainerContext context;
    private final int member;
    private final GenericContainer<?> container;

    ProxyContainer(ContainerContext context, int member) {
        this.context = context;
        this.member = member;
        List<Integer> ports =
                ContainerPorts.published(member, context.membership().numbers(), context.clients());
        this.container = new GenericContainer<>(
                        DockerImageName.parse(context.settings().toxiproxy()))
                .withNetwork(context.network())
                .withCommand("-host=0.0.0.0")
                .withLabels(context.labels().map())
                .withExposedPorts(ports.toArray(new Integer[0]))
                .withCreateContainerCmdModifier(create -> configure(create, ports))
                .waitingFor(Wait.forHttp("/version")
                        .forPort(ContainerPorts.API)
                        .forStatusCode(200)
                        .withStartupTimeout(READY));
    }

    private void configure(CreateContainerCmd create, List<Integer> ports) {
        var hostConfig = create.getHostConfig();
        if (hostConfig == null) {
            throw new EnsembleException("expected a host configuration from Testcontainers, got none");
        }
        hostConfig
                .withMemory(MEMORY_BYTES)
                .withPortBindings(ports.stream()
                        .map(port -> new PortBinding(
                                Binding.bindIp(context.settings().bind()), ExposedPort.tcp(port)))
                        .toList());
        context.mountDisk(hostConfig, member, DISK, ContainerContext.Access.READ_WRITE);
    }

    void start() {
        try {
            container.start();
        } catch (RuntimeException e) {
            throw new EnsembleException(
                    "the Toxiproxy server of member %d did not start from %s: %s"
                            .formatted(member, context.settings().toxiproxy(), ExceptionMessages.text(e)),
                    e);
        }
    }

    String id() {
        return container.getContainerId();
    }

    /** The address of this container in the ensemble's network, at which the peers reach the member. */
    String address() {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElseThrow(() -> new EnsembleException("the engine assigned no address to member " + member));
    }

    /** The address at which the harness reaches a published port of this container. */
    String published(int port) {
        return context.engine().host() + ":" + container.getMappedPort(port);
    }

    ProxyServer server() {
        return new ProxyServer(
                context.engine().host(), container.getMappedPort(ContainerPorts.API), ProxyServer.Counters.AT_END);
    }
}
