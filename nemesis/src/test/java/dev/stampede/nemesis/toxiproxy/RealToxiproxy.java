package dev.stampede.nemesis.toxiproxy;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.IsRunningStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * The real Toxiproxy server on this machine's loopback interface, where it sees the peers of the tests as the embedded one
 * does: the program that {@code -Dstampede.toxiproxy.binary} names, else a container of {@code
 * -Dstampede.toxiproxy.image} in the host's network, which needs an engine on this machine.
 */
final class RealToxiproxy implements AutoCloseable {
    private static final String OFFICIAL_IMAGE = "ghcr.io/shopify/toxiproxy:2.12.0";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final AutoCloseable running;

    private RealToxiproxy(int port, AutoCloseable running) {
        this.port = port;
        this.running = running;
    }

    static RealToxiproxy start() {
        int port = freePort();
        String binary = System.getProperty("stampede.toxiproxy.binary");
        RealToxiproxy real = new RealToxiproxy(port, binary == null ? container(port) : process(binary, port));
        try {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> real.server().client().version().contains("version"));
            return real;
        } catch (RuntimeException e) {
            real.close();
            throw new AssertionError(
                    "expected the real Toxiproxy to answer on 127.0.0.1:" + port + " within " + PATIENCE, e);
        }
    }

    private static AutoCloseable process(String binary, int port) {
        try {
            ProcessBuilder builder = new ProcessBuilder(binary, "-host", "127.0.0.1", "-port", String.valueOf(port));
            builder.environment().put("LOG_LEVEL", "error");
            builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(new File("target/toxiproxy.log")));
            Process process = builder.start();
            // A run that is interrupted leaves no server behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return () -> process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new AssertionError(
                    "expected -Dstampede.toxiproxy.binary to name the Toxiproxy server, got " + binary, e);
        }
    }

    private static AutoCloseable container(int port) {
        String image = System.getProperty("stampede.toxiproxy.image", OFFICIAL_IMAGE);
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withNetworkMode("host")
                .withCommand("-host=127.0.0.1", "-port=" + port)
                .withEnv("LOG_LEVEL", "error")
                .withStartupCheckStrategy(new IsRunningStartupCheckStrategy());
        container.start();
        return container::stop;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError("no port is free", e);
        }
    }

    ServerUnderTest server() {
        return ServerUnderTest.realAt("127.0.0.1", port);
    }

    @Override
    public void close() {
        try {
            running.close();
        } catch (Exception e) {
            throw new AssertionError("the real Toxiproxy on port " + port + " did not stop", e);
        }
    }
}
