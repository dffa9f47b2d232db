package org.apache.zookeeper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.NullMarked;

/**
 * ZooKeeper's Netty connection through a proxy. It connects to the proxy, and verifies the member's certificate against
 * the member's own host name. Otherwise a client would have to trust any certificate, because it connects to 127.0.0.1.
 *
 * <p>ZooKeeper loads it by the documented property {@code zookeeper.clientCnxnSocket}. The overridden methods are the
 * same in 3.6 to 3.9.
 */
@NullMarked
public final class ProxiedClientCnxnSocketNetty extends ClientCnxnSocketNetty {
    /** The name of a property of the handle: {@code proxy=host,proxy=host}, each proxy as {@code address:port}. */
    public static final String HOST_NAMES = "stampede.proxied.hosts";

    private final Map<String, String> hosts = new HashMap<>();

    ProxiedClientCnxnSocketNetty(ZKClientConfig config) throws IOException {
        super(config);
        for (String entry : config.getProperty(HOST_NAMES, "").split(",", -1)) {
            int equals = entry.indexOf('=');
            if (equals > 0) {
                hosts.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
    }

    /**
     * The value of {@link #HOST_NAMES}.
     *
     * @param proxies {@code address:port} of each proxy
     * @param names the host behind each, in the same order
     */
    public static String property(List<String> proxies, List<String> names) {
        if (proxies.size() != names.size()) {
            throw new IllegalArgumentException(
                    "expected a host name for each proxy of " + proxies + ", found " + names);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < proxies.size(); i++) {
            text.append(i == 0 ? "" : ",").append(proxies.get(i)).append('=').append(names.get(i));
        }
        return text.toString();
    }

    @Override
    void connect(InetSocketAddress addr) throws IOException {
        InetAddress address = addr.getAddress();
        String host = address == null ? null : hosts.get(address.getHostAddress() + ":" + addr.getPort());
        super.connect(
                host == null || address == null
                        ? addr
                        : new InetSocketAddress(InetAddress.getByAddress(host, address.getAddress()), addr.getPort()));
    }
}
