package dev.stampede.nemesis.ensemble;

import dev.stampede.nemesis.link.EndPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * Measures single operations of one client at each member, directly and through the client's proxy. Alternates between
 * the two paths, so that the load of the machine affects both equally. Arguments: {@code local} or {@code containers},
 * and the number of operations. {@link IsolationTimes} shows how to run it.
 */
final class Latencies {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TURNS = 5;
    private static final byte[] DATA = new byte[100];

    private Latencies() {}

    private interface Operation {
        void on(ZooKeeper zooKeeper) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        int operations = Integer.parseInt(args[1]);
        try (Ensemble ensemble = EnsembleKinds.make(args[0], 3)) {
            ensemble.start();
            ensemble.awaitHealthy(PATIENCE);
            List<String> proxied =
                    Arrays.asList(ensemble.links().open(new EndPoint.Client(0)).split(",", -1));
            for (Member member : ensemble.members()) {
                String role = member.status().role().toString();
                String through = proxied.get(member.number() - 1);
                compare(
                        args[0] + ", " + role + ", getData",
                        member,
                        through,
                        operations,
                        z -> z.getData("/l", false, null));
                compare(
                        args[0] + ", " + role + ", setData",
                        member,
                        through,
                        operations,
                        z -> z.setData("/l", DATA, -1));
            }
        }
    }

    private static void compare(String what, Member member, String through, int operations, Operation operation)
            throws Exception {
        List<Double> straight = new ArrayList<>();
        List<Double> proxied = new ArrayList<>();
        ZooKeeper direct = connect(member.directAddress());
        ZooKeeper link = connect(through);
        try {
            if (direct.exists("/l", false) == null) {
                direct.create("/l", DATA, Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
            for (int turn = 0; turn < TURNS; turn++) {
                measure(direct, operations / TURNS, operation, straight);
                measure(link, operations / TURNS, operation, proxied);
            }
        } finally {
            direct.close();
            link.close();
        }
        System.out.printf(
                java.util.Locale.ROOT,
                "%s: p50 %.2f ms straight, %.2f ms through the proxy; p90 %.2f, %.2f%n",
                what,
                at(straight, 0.5),
                at(proxied, 0.5),
                at(straight, 0.9),
                at(proxied, 0.9));
    }

    private static void measure(ZooKeeper zooKeeper, int operations, Operation operation, List<Double> millis)
            throws Exception {
        for (int i = 0; i < operations; i++) {
            long start = System.nanoTime();
            operation.on(zooKeeper);
            millis.add((System.nanoTime() - start) / 1e6);
        }
    }

    private static double at(List<Double> values, double part) {
        return values.stream().sorted().toList().get((int) (values.size() * part));
    }

    private static ZooKeeper connect(String address) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper zooKeeper = new ZooKeeper(address, 4_000, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        if (!connected.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("no connection to " + address);
        }
        return zooKeeper;
    }
}
