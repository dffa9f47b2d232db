package dev.stampede.workloads.client.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.workloads.client.ClientSpec;
import dev.stampede.workloads.client.ReportedEvents;
import dev.stampede.workloads.client.TestServer;
import dev.stampede.workloads.scenario.naming.AtomicLongIdsDriver;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged worker jar on a class path with other versions of ZooKeeper and Curator. */
@Tag("smoke")
class WorkerJarIT {

    @TempDir
    Path folder;

    @Test
    void worker_jar_needs_only_zookeeper_and_curator_beside_it() throws Exception {
        WorkerSettings harness = WorkerSettings.likeTheHarness();
        List<Path> classPath = new ArrayList<>(List.of(workerJar()));
        for (Path entry : harness.classPath()) {
            String text = entry.toString().replace(File.separatorChar, '/');
            if (text.contains("/org/apache/zookeeper/")
                    || text.contains("/org/apache/curator/")
                    || text.contains("/org/slf4j/slf4j-api/")
                    || text.contains("/io/netty/")) { // ZooKeeper's client needs these two
                classPath.add(entry);
            }
        }
        WorkerSettings alone = new WorkerSettings(harness.java(), classPath, harness.jvmFlags());
        ReportedEvents events = new ReportedEvents();
        BlockingQueue<String> died = new LinkedBlockingQueue<>();

        try (TestServer server = new TestServer(folder);
                WorkerHost host = WorkerHost.start("worker-1", alone, WorkerJarIT::launch, died::add)) {
            ClientSpec spec = server.spec(
                    0,
                    AtomicLongIdsDriver.class,
                    Map.of("ids", "/ids", "mix", "next-id=1", "names", "1", "think.millis", "5"));
            host.open(spec, events);
            Event.Completed first = events.await(Event.Completed.class, done -> done.outcome() == Outcome.OK);
            assertThat(first.result()).isEqualTo("1");
        }
        assertThat(died).isEmpty();
    }

    private static Path workerJar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target"), "*-worker.jar")) {
            for (Path jar : jars) {
                return jar.toAbsolutePath();
            }
        }
        throw new AssertionError("expected a worker jar in target; the phase package creates it");
    }

    private static Process launch(List<String> command) {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
