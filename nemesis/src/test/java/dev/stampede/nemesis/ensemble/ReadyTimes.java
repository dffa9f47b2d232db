package dev.stampede.nemesis.ensemble;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the time to create and start an ensemble until it is healthy. Arguments: {@code local} or
 * {@code containers}, the number of members, and the number of repetitions. {@link IsolationTimes} shows how to run it.
 */
final class ReadyTimes {
    private ReadyTimes() {}

    public static void main(String[] args) throws InterruptedException {
        int members = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        List<Double> ready = new ArrayList<>();
        List<Double> closed = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            Ensemble ensemble = EnsembleKinds.make(args[0], members);
            try (ensemble) {
                ensemble.start();
                ensemble.awaitHealthy(Duration.ofSeconds(60));
                ready.add(seconds(start));
                start = System.nanoTime();
            }
            closed.add(seconds(start));
        }
        System.out.println(args[0] + ", " + members + " members");
        System.out.println(Distribution.of("ready after", "s", ready));
        System.out.println(Distribution.of("closed within", "s", closed));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
