package dev.stampede.workloads.frames;

import com.sun.management.OperatingSystemMXBean;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import dev.stampede.nemesis.link.EndPoint;
import dev.stampede.nemesis.link.Links;
import dev.stampede.nemesis.toxiproxy.ToxiproxyServer;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * Measures the cost of the tap with its recorder: {@value #CLIENTS} clients of one member send one request after
 * another, in turns through a proxy without a tap and through a tapped link. Prints the requests per second of both,
 * the loss of throughput with a 95 % interval (bootstrap over pairs of rounds), and the CPU time per frame.
 *
 * <p>Run as {@code java -cp <test class path> dev.stampede.workloads.frames.TapBenchmark}; takes about 110 s.
 */
@SuppressWarnings("try") // close() may throw InterruptedException, as in ZooKeeper
public final class TapBenchmark {
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 100;
    private static final int WARM_UP_ROUNDS = 25;
    private static final long ROUND_NANOS = Duration.ofMillis(400).toNanos();
    private static final int RESAMPLES = 10_000;
    private static final byte[] DATA = "x".repeat(64).getBytes(StandardCharsets.US_ASCII);

    /** What a round achieved. */
    private record Round(double requestsPerSecond, double cpuMicrosPerRequest) {}

    private TapBenchmark() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("tap-benchmark");
        try (LocalEnsemble ensemble = LocalEnsemble.builder().members(1).build();
                ToxiproxyServer plain = ToxiproxyServer.start("127.0.0.1", 0)) {
            ensemble.start();
            ensemble.awaitHealthy(Duration.ofSeconds(60));
            String plainLink = new ToxiproxyClient(plain.host(), plain.port())
                    .createProxy("plain", "127.0.0.1:0", ensemble.member(1).directAddress())
                    .getListen();
            try (FrameRecorder recorder = FrameRecorder.start(
                            FrameReader.in(folder), System.nanoTime(), UnaryOperator.identity(), new ReplyMatcher());
                    Links.TapHandle tap = ensemble.links().tap(Links.Channel.CLIENT, recorder)) {
                measure(plainLink, ensemble.links().open(new EndPoint.Client(0)));
                System.out.printf("%,d frames recorded, %,d dropped%n", recorder.frames(), recorder.dropped());
                if (!tap.failures().isEmpty()) {
                    throw new IllegalStateException(tap.failures().toString());
                }
            }
            System.out.printf("%,d bytes of frames%n", Files.size(FrameReader.in(folder)));
        } finally {
            Files.deleteIfExists(FrameReader.in(folder));
            Files.delete(folder);
        }
    }

    private static void measure(String plainLink, String tappedLink) throws Exception {
        List<Round> plain = new ArrayList<>();
        List<Round> tapped = new ArrayList<>();
        List<ZooKeeper> throughPlain = connect(plainLink);
        List<ZooKeeper> throughTap = connect(tappedLink);
        throughPlain.get(0).create("/bench", DATA, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        for (int i = -WARM_UP_ROUNDS; i < ROUNDS; i++) {
            // The order alternates, so that a drift of the machine favours neither.
            Round first = round(i % 2 == 0 ? throughPlain : throughTap);
            Round second = round(i % 2 == 0 ? throughTap : throughPlain);
            if (i >= 0) {
                plain.add(i % 2 == 0 ? first : second);
                tapped.add(i % 2 == 0 ? second : first);
            }
        }
        print(plain, tapped);
        for (ZooKeeper each : throughPlain) {
            each.close();
        }
        for (ZooKeeper each : throughTap) {
            each.close();
        }
    }

    private static List<ZooKeeper> connect(String address) throws Exception {
        List<ZooKeeper> handles = new ArrayList<>();
        CountDownLatch connected = new CountDownLatch(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            handles.add(new ZooKeeper(address, 10_000, event -> {
                if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                    connected.countDown();
                }
            }));
        }
        if (!connected.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no connection to " + address + " within 30 s");
        }
        return handles;
    }

    private static Round round(List<ZooKeeper> handles) throws InterruptedException {
        AtomicLong requests = new AtomicLong();
        long began = System.nanoTime();
        long cpu = processCpuNanos();
        List<Thread> threads = new ArrayList<>();
        for (ZooKeeper handle : handles) {
            Thread thread = new Thread(() -> send(handle, began + ROUND_NANOS, requests));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long count = requests.get();
        return new Round(
                count / ((System.nanoTime() - began) / 1e9), (processCpuNanos() - cpu) / 1e3 / Math.max(1, count));
    }

    /** Nine reads to one write. */
    private static void send(ZooKeeper handle, long endNanos, AtomicLong requests) {
        try {
            for (int i = 0; System.nanoTime() - endNanos < 0; i++) {
                if (i % 10 == 0) {
                    handle.setData("/bench", DATA, -1);
                } else {
                    handle.getData("/bench", false, null);
                }
                requests.incrementAndGet();
            }
        } catch (KeeperException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The CPU time of the clients and the proxies; the member is another process. */
    private static long processCpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void print(List<Round> plain, List<Round> tapped) {
        double[] losses = new double[ROUNDS];
        double[] micros = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            losses[i] =
                    100 * (1 - tapped.get(i).requestsPerSecond() / plain.get(i).requestsPerSecond());
            // A request and its reply are two frames.
            micros[i] = (tapped.get(i).cpuMicrosPerRequest() - plain.get(i).cpuMicrosPerRequest()) / 2;
        }
        System.out.printf(
                "requests per second: %,.0f without a tap, %,.0f with it (medians of %d rounds)%n",
                median(plain.stream().mapToDouble(Round::requestsPerSecond).toArray()),
                median(tapped.stream().mapToDouble(Round::requestsPerSecond).toArray()),
                ROUNDS);
        System.out.printf("loss of throughput: %s %%%n", interval(losses));
        System.out.printf("CPU time per frame: %s us%n", interval(micros));
    }

    private static String interval(double[] values) {
        SplittableRandom random = new SplittableRandom(1);
        double[] medians = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            medians[i] = median(random.ints(values.length, 0, values.length)
                    .mapToDouble(index -> values[index])
                    .toArray());
        }
        Arrays.sort(medians);
        return "%.1f [%.1f, %.1f]"
                .formatted(median(values), medians[RESAMPLES * 25 / 1_000], medians[RESAMPLES * 975 / 1_000]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
