package dev.stampede.nemesis.ensemble.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures how long it takes until an ensemble is ready: arguments are the number of members, how often,
 * and the version if not the default one.
 *
 * <p>Run it with the test class path of this module; each round builds, starts, awaits and closes one.
 */
final class ReadyTimes {
    private ReadyTimes() {}

    public static void main(String[] args) throws InterruptedException {
        int members = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        String version = args.length > 2 ? args[2] : ServerClassPaths.own().text();
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            try (LocalEnsemble ensemble =
                    LocalEnsemble.builder().members(members).version(version).build()) {
                ensemble.start();
                ensemble.awaitHealthy(Duration.ofSeconds(60));
                millis.add((System.nanoTime() - start) / 1_000_000);
            }
        }
        System.out.println(members + " members, ready after (ms): " + millis);
        Collections.sort(millis);
        System.out.println("median " + millis.get(millis.size() / 2) + ", worst " + millis.get(millis.size() - 1));
    }
}
