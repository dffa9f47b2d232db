package dev.stampede.nemesis.ensemble;

import dev.stampede.nemesis.fault.network.PartitionLinks;
import dev.stampede.nemesis.link.LinkDirection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * Measures the time from a cut of the leader until the other members have a new leader, and until a write succeeds
 * again. Counts in the members' logs how often an elected leader waited in vain for its followers, because a follower
 * lost the race for the accept of a proxy.
 *
 * <p>Arguments: {@code local} or {@code containers}, the number of members, the number of repetitions. From the root of
 * the project:
 *
 * <pre>{@code
 * mvn -q -o -pl nemesis -am test-compile dependency:build-classpath -Dmdep.outputFile=/tmp/cp
 * java -cp nemesis/target/test-classes:nemesis/target/classes:checker/target/classes:$(cat /tmp/cp) \
 *     dev.stampede.nemesis.ensemble.IsolationTimes local 3 20
 * }</pre>
 *
 * <p>For containers with your own images, {@code -Dstampede.zookeeper.image=... -Dstampede.toxiproxy.image=...}.
 */
final class IsolationTimes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOG_LINES = 100_000;

    /** The log message of a leader that gave up after initLimit ticks (Leader.getEpochToPropose, waitForEpochAck). */
    private static final String LOST_RACE = "Timeout while waiting for epoch";

    private IsolationTimes() {}

    public static void main(String[] args) throws Exception {
        int members = Integer.parseInt(args[1]);
        int times = Integer.parseInt(args[2]);
        List<Double> leaders = new ArrayList<>();
        List<Double> writes = new ArrayList<>();
        List<Double> races = new ArrayList<>();
        try (Ensemble ensemble = EnsembleKinds.make(args[0], members)) {
            ensemble.start();
            for (int i = 1; i <= times; i++) {
                ensemble.awaitHealthy(PATIENCE);
                long before = lostRaces(ensemble);
                once(ensemble, leaders, writes);
                races.add((double) (lostRaces(ensemble) - before));
                System.out.printf(
                        Locale.ROOT,
                        "%d: leader %.2f s, write %.2f s, lost races %.0f%n",
                        i,
                        leaders.get(i - 1),
                        writes.get(i - 1),
                        races.get(i - 1));
            }
        }
        System.out.println(args[0] + ", " + members + " members");
        System.out.println(Distribution.of("new leader", "s", leaders));
        System.out.println(Distribution.of("first write", "s", writes));
        System.out.println(Distribution.of("lost accept races", "an isolation", races));
    }

    private static long lostRaces(Ensemble ensemble) {
        return ensemble.members().stream()
                .flatMap(member -> member.log(LOG_LINES).stream())
                .filter(line -> line.contains(LOST_RACE))
                .count();
    }

    private static void once(Ensemble ensemble, List<Double> leaders, List<Double> writes) throws Exception {
        int old = ensemble.leader().orElseThrow().number();
        List<LinkDirection> cut = PartitionLinks.isolate(
                old, ensemble.members().stream().map(Member::number).toList());
        long began = System.nanoTime();
        ensemble.links().cut(cut);
        try {
            Member leader = awaitLeaderBut(old, ensemble, began);
            leaders.add(seconds(began));
            awaitWrite(leader, began);
            writes.add(seconds(began));
        } finally {
            ensemble.links().restore(cut);
        }
    }

    private static Member awaitLeaderBut(int old, Ensemble ensemble, long began) throws InterruptedException {
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
}
