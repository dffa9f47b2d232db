package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.client.TestServer;
import dev.stampede.workloads.client.host.DriverContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Measures the time that recording adds to one request, with a server in this JVM. A program, not a test:
 *
 * <pre>{@code
 * mvn -q -pl workloads -am test-compile
 * mvn -q -pl workloads dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp workloads/target/test-classes:workloads/target/classes:$(cat workloads/target/classpath) \
 *     dev.stampede.workloads.client.recording.RecordingOverhead
 * }</pre>
 *
 * <p>It prints two figures: the time of the recorder alone (an attempt that is sent and answered, with a sink that
 * drops the events), and the difference between an ordinary and a recorded handle, in alternating rounds; the median of
 * the rounds.
 */
final class RecordingOverhead {

    private static final int ROUNDS = 15;
    private static final int REQUESTS = 3000;
    private static final int ATTEMPTS = 200_000;

    private RecordingOverhead() {}

    @SuppressWarnings("SystemOut") // its only output
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("stampede-overhead");
        try (TestServer server = new TestServer(folder)) {
            ClientRecorder recorder = new ClientRecorder(0, event -> {});
            DriverContext context = new DriverContext(server.spec(0, ClientDriver.class, Map.of()), recorder);
            ZooKeeper recorded = connected(watcher -> context.connect(watcher));
            ZooKeeper plain = connected(watcher -> new ZooKeeper(server.connectString(), 4000, watcher));
            plain.create("/a", new byte[100], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            double[] plainMicros = new double[ROUNDS];
            double[] recordedMicros = new double[ROUNDS];
            double[] recorderMicros = new double[ROUNDS];
            for (int round = -5; round < ROUNDS; round++) { // the first rounds are the warm-up
                int at = Math.max(0, round);
                plainMicros[at] = requests(plain);
                recordedMicros[at] = requests(recorded);
                recorderMicros[at] = attempts(recorder, (RecordedHandle) recorded);
            }
            System.out.printf(
                    Locale.ROOT,
                    "getData, median of %d rounds of %d: ordinary handle %.1f us, recorded handle %.1f us%n"
                            + "recorder alone, one attempt sent and answered: %.3f us%n",
                    ROUNDS,
                    REQUESTS,
                    median(plainMicros),
                    median(recordedMicros),
                    median(recorderMicros));
            plain.close();
            context.close();
        }
    }

    private static double requests(ZooKeeper zk) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        long start = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            zk.getData("/a", false, stat);
        }
        return (System.nanoTime() - start) / 1e3 / REQUESTS;
    }

    private static double attempts(ClientRecorder recorder, RecordedHandle handle) {
        Stat stat = new Stat();
        long start = System.nanoTime();
        for (int i = 0; i < ATTEMPTS; i++) {
            recorder.sent(handle, Opcode.GET_DATA, "/a").ok(stat);
        }
        return (System.nanoTime() - start) / 1e3 / ATTEMPTS;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static ZooKeeper connected(Opener opener) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper zk = opener.open((WatchedEvent event) -> connected.countDown());
        connected.await();
        return zk;
    }

    private interface Opener {
        ZooKeeper open(Watcher watcher) throws Exception;
    }
}
