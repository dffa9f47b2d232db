package dev.stampede.workloads.client;

import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A standalone ZooKeeper server in this JVM, on a loopback port of its own. */
public final class TestServer implements AutoCloseable {

    static final int TICK_MILLIS = 200;

    private final ZooKeeperServer server;
    private final NIOServerCnxnFactory factory;

    public TestServer(Path folder) throws Exception {
        File data = folder.toFile();
        server = new ZooKeeperServer(data, data, TICK_MILLIS);
        factory = new NIOServerCnxnFactory();
        factory.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        factory.startup(server);
    }

    public String connectString() {
        return "127.0.0.1:" + factory.getLocalPort();
    }

    /** Drops every connection, like a network failure; clients reconnect. */
    public void dropConnections() {
        factory.closeAll(org.apache.zookeeper.server.ServerCnxn.DisconnectReason.CLOSE_ALL_CONNECTIONS_FORCED);
    }

    public boolean has(String path) {
        return server.getZKDatabase().getNode(path) != null;
    }

    public ClientSpec spec(int number, Class<? extends ClientDriver> driver, Map<String, String> settings) {
        return new ClientSpec(number, driver.getName(), settings, 42, connectString(), 4000, "");
    }

    @Override
    public void close() {
        factory.shutdown();
    }
}
