package dev.stampede.workloads.scenario.balancing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A server on a loopback address that answers every request with the name of its backend, after a service time.
 *
 * <p>It runs in the JVM of the client. Therefore it dies when that JVM is killed, and it does not answer while that JVM
 * is paused. Its address in 127.200.0.0/16 depends on the number of the client and of the server, so that addresses are
 * not reused soon. Its owner closes it.
 */
final class BackendServer implements AutoCloseable {
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;
    private final byte[] name;
    private final long serviceNanos;

    private BackendServer(HttpServer server, ExecutorService threads, String name, Duration service) {
        this.server = server;
        this.threads = threads;
        this.name = name.getBytes(StandardCharsets.UTF_8);
        this.serviceNanos = service.toNanos();
    }

    /**
     * Starts a server.
     *
     * @param client the number of the client, below 250
     * @param number the number of the server among those of the client
     */
    static BackendServer start(int client, int number, String name, Duration service) throws IOException {
        byte[] address = {127, (byte) 200, (byte) (client % 250 + 1), (byte) (number % 250 + 1)};
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(address), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "stampede-backend-" + client);
            thread.setDaemon(true);
            return thread;
        });
        BackendServer backend = new BackendServer(server, threads, name, service);
        server.createContext("/", backend::answer);
        server.setExecutor(threads);
        server.start();
        return backend;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            LockSupport.parkNanos(serviceNanos);
            exchange.sendResponseHeaders(200, name.length);
            exchange.getResponseBody().write(name);
        }
    }

    /** The address of the server, {@code ip:port}. */
    String address() {
        InetSocketAddress address = server.getAddress();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
