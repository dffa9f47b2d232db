package dev.stampede.workloads.client.settings;

import dev.stampede.workloads.client.ClientSpec;
import java.nio.file.Path;
import java.util.List;
import org.apache.zookeeper.ProxiedClientCnxnSocketNetty;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * The connection configuration of the handles of one client: the client settings of the ensemble and the client's
 * proxies. Immutable and safe to share between threads.
 */
public final class ClientConnection {
    private static final ClientConnection PLAIN = new ClientConnection(ClientSettings.none(), List.of(), List.of());

    private final ClientSettings settings;
    private final List<String> proxies;
    private final List<String> hostNames;

    private ClientConnection(ClientSettings settings, List<String> proxies, List<String> hostNames) {
        this.settings = settings;
        this.proxies = proxies;
        this.hostNames = hostNames;
    }

    /** Plain connections without authentication. */
    public static ClientConnection plain() {
        return PLAIN;
    }

    /**
     * The connection of a client. Reads the settings file of the spec.
     *
     * @throws IllegalArgumentException if the file cannot be read or is wrong
     */
    public static ClientConnection of(ClientSpec spec) {
        if (spec.settingsFile().isEmpty()) {
            return PLAIN;
        }
        List<String> proxies = List.of(spec.connectString().split("/", 2)[0].split(",", -1));
        return new ClientConnection(ClientSettings.of(Path.of(spec.settingsFile())), proxies, spec.hostNames());
    }

    /**
     * The configuration of a handle.
     *
     * @param given the configuration from the library that opens the handle; null for ZooKeeper's default
     */
    public ZKClientConfig config(@Nullable ZKClientConfig given) {
        ZKClientConfig config = settings.applyTo(given == null ? new ZKClientConfig() : given);
        if (settings.secure() && !hostNames.isEmpty()) {
            config.setProperty(
                    ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, ProxiedClientCnxnSocketNetty.class.getName());
            config.setProperty(
                    ProxiedClientCnxnSocketNetty.HOST_NAMES, ProxiedClientCnxnSocketNetty.property(proxies, hostNames));
        }
        return config;
    }

    /** Adds the credentials to a new handle. */
    public void authenticate(ZooKeeper handle) {
        settings.authenticate(handle);
    }

    /** The ACL of the znodes that the client creates. */
    public List<ACL> acl() {
        return settings.acl();
    }
}
