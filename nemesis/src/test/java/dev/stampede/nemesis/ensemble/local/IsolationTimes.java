package dev.stampede.nemesis.ensemble.local;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.link.Direction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * Measures how long it takes until the others have a new leader, and until a write succeeds again, after the leader is
 * cut off from them.
 *
 * <p>Arguments: how many members, how many times. From the root of the project:
 *
 * <pre>{@code
 * mvn -q -o -pl nemesis -am test-compile dependency:build-classpath -Dmdep.outputFile=/tmp/cp
 * java -cp nemesis/target/test-classes:nemesis/target/classes:checker/target/classes:$(cat /tmp/cp) \
 *     dev.stampede.nemesis.ensemble.local.IsolationTimes 3 20
 * }</pre>
 */
final class IsolationTimes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private IsolationTimes() {}

    public static void main(String[] args) throws Exception {
        int members = Integer.parseInt(args[0]);
        int times = Integer.parseInt(args[1]);
        List<Double> leaders = new ArrayList<>();
        List<Double> writes = new ArrayList<>();
        try (LocalEnsemble ensemble = LocalEnsemble.builder().members(members).build()) {
            ensemble.start();
            for (int i = 1; i <= times; i++) {
                ensemble.awaitHealthy(PATIENCE);
                once(ensemble, leaders, writes);
                System.out.printf(
                        Locale.ROOT, "%d: leader %.2f s, write %.2f s%n", i, leaders.get(i - 1), writes.get(i - 1));
            }
        }
        print("new leader", leaders);
        print("first write", writes);
    }

    private static void once(LocalEnsemble ensemble, List<Double> leaders, List<Double> writes) throws Exception {
        int old = ensemble.leader().orElseThrow().number();
        List<Direction> cut = ensemble.members().stream()
                .filter(m -> m.number() != old)
                .flatMap(m -> List.of(Direction.between(old, m.number()), Direction.between(m.number(), old)).stream())
                .toList();
        long began = System.nanoTime();
        ensemble.links().cut(cut);
        try {
            Member leader = awaitLeaderBut(old, ensemble, began);
            leaders.add(seconds(began));
            awaitWrite(leader, began);
            writes.add(seconds(began));
        } finally {
            ensemble.links().mend(cut);
        }
    }

    private static Member awaitLeaderBut(int old, LocalEnsemble ensemble, long began) throws InterruptedException {
        while (System.nanoTime() - began < PATIENCE.toNanos()) {
            Optional<Member> leader = ensemble.members().stream()
                    .filter(m -> m.number() != old && m.status().leads())
                    .findFirst();
            if (leader.isPresent()) {
                return leader.get();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("no new leader within " + PATIENCE + ": " + ensemble.members());
    }

    private static void awaitWrite(Member leader, long began) throws IOException, InterruptedException {
        ZooKeeper zooKeeper = new ZooKeeper(leader.directAddress(), 3_000, event -> {});
        try {
            while (System.nanoTime() - began < PATIENCE.toNanos()) {
                try {
                    zooKeeper.create("/m", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT_SEQUENTIAL);
                    return;
                } catch (KeeperException e) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
            throw new IllegalStateException("no write within " + PATIENCE);
        } finally {
            zooKeeper.close(1_000);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static void print(String what, List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s: median %.2f s, least %.2f s, most %.2f s of %d (%s)%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(0),
                sorted.get(sorted.size() - 1),
                sorted.size(),
                sorted.stream().map(s -> String.format(Locale.ROOT, "%.2f", s)).collect(Collectors.joining(" ")));
    }
}
