package dev.stampede.nemesis.toxiproxy;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import dev.stampede.nemesis.process.ChildProcess;
import dev.stampede.nemesis.process.ChildProcesses;
import dev.stampede.nemesis.process.ChildSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/**
 * The real Toxiproxy server as a process of this machine, in the same network as the embedded one. The program is
 * {@code -Dstampede.toxiproxy.binary}, else it is copied from the image {@code -Dstampede.toxiproxy.image} without
 * running it.
 */
final class RealToxiproxy implements AutoCloseable {
    private static final String OFFICIAL_IMAGE = "ghcr.io/shopify/toxiproxy:2.12.0";
    private static final String PROGRAM = "/toxiproxy";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port = freePort();
    private final ChildProcesses children = ChildProcesses.open();

    static RealToxiproxy start() {
        RealToxiproxy real = new RealToxiproxy();
        try {
            real.run();
            return real;
        } catch (IOException | RuntimeException e) {
            real.close();
            throw new AssertionError("the real Toxiproxy did not start", e);
        }
    }

    private void run() throws IOException {
        Path log = children.folder().resolve("toxiproxy.log");
        List<String> command = List.of(program(), "-host", "127.0.0.1", "-port", String.valueOf(port));
        ChildProcess child = children.start(new ChildSpec(
                "toxiproxy", command, children.folder(), Map.of("LOG_LEVEL", "error"), log, ChildSpec.Streams.LOGGED));
        try {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> !child.alive() || answers());
        } catch (ConditionTimeoutException e) {
            throw new IOException("expected it to answer on port " + port + " within " + PATIENCE, e);
        }
        if (!child.alive()) {
            throw new IOException("it has ended: " + Files.readString(log));
        }
    }

    private boolean answers() throws IOException {
        return server().client().version().contains("version");
    }

    private String program() throws IOException {
        String binary = System.getProperty("stampede.toxiproxy.binary");
        return binary == null ? fromImage(System.getProperty("stampede.toxiproxy.image", OFFICIAL_IMAGE)) : binary;
    }

    private String fromImage(String image) throws IOException {
        DockerClient engine = DockerClientFactory.lazyClient();
        String name = new RemoteDockerImage(DockerImageName.parse(image)).get();
        String container = engine.createContainerCmd(name).exec().getId();
        try (InputStream archive =
                        engine.copyArchiveFromContainerCmd(container, PROGRAM).exec();
                TarArchiveInputStream files = new TarArchiveInputStream(archive)) {
            if (files.getNextEntry() == null) {
                throw new IOException("expected the program " + PROGRAM + " in the image " + image);
            }
            Path program = children.folder().resolve("toxiproxy");
            Files.copy(files, program);
            if (!program.toFile().setExecutable(true)) {
                throw new IOException(program + " cannot be made executable");
            }
            return program.toString();
        } finally {
            engine.removeContainerCmd(container).withForce(true).exec();
        }
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
        children.close();
    }
}
