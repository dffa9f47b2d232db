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
 * The container with the Toxiproxy server of one member. It owns the network that the member lives in, so it is never
 * restarted, and it holds the member's disk.
 */
final class ProxyContainer {
    /** Where the member's disk is mounted here. */
    static final String DISK = "/stampede-disk";

    private static final Duration READY = Duration.ofSeconds(60);
    private static final long MEMORY_BYTES = 128L << 20;

    private final ContainerContext grounds;
    private final int member;
    private final GenericContainer<?> container;

    ProxyContainer(ContainerContext grounds, int member) {
        this.grounds = grounds;
        this.member = member;
        List<Integer> ports = ContainerPorts.published(member, grounds.roster().numbers(), grounds.clients());
        this.container = new GenericContainer<>(
                        DockerImageName.parse(grounds.settings().toxiproxy()))
                .withNetwork(grounds.network())
                .withCommand("-host=0.0.0.0")
                .withLabels(grounds.labels().map())
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
            throw new EnsembleException("expected Testcontainers to give a host configuration; it gave none");
        }
        hostConfig
                .withMemory(MEMORY_BYTES)
                .withPortBindings(ports.stream()
                        .map(port -> new PortBinding(
                                Binding.bindIp(grounds.settings().bind()), ExposedPort.tcp(port)))
                        .toList());
        grounds.mountDisk(hostConfig, member, DISK, ContainerContext.Access.READ_WRITE);
    }

    void start() {
        try {
            container.start();
        } catch (RuntimeException e) {
            throw new EnsembleException(
                    "the Toxiproxy server of member %d did not start from %s: %s"
                            .formatted(member, grounds.settings().toxiproxy(), ExceptionMessages.text(e)),
                    e);
        }
    }

    String id() {
        return container.getContainerId();
    }

    /** Its address in the ensemble's network, for its peers. */
    String address() {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getIpAddress)
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElseThrow(() -> new EnsembleException("the engine gave member " + member + " no address"));
    }

    /** Where one of its ports is reached from here. */
    String published(int port) {
        return grounds.engine().host() + ":" + container.getMappedPort(port);
    }

    ProxyServer server() {
        return new ProxyServer(
                grounds.engine().host(), container.getMappedPort(ContainerPorts.API), ProxyServer.Counters.AT_END);
    }
}
