package dev.stampede.workloads.scenario.balancing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The algorithm that picks a backend: {@code round-robin}, {@code random}, or {@code least-used} (the first backend
 * with the fewest active requests). Not thread-safe.
 */
public class BalancingPolicy {
    private final String algorithm;
    private final SplittableRandom random;
    private final Map<String, Integer> activeRequests = new HashMap<>();
    private List<String> list = List.of();
    private int next;

    public BalancingPolicy(String algorithm, SplittableRandom random) {
        if (!List.of("round-robin", "random", "least-used").contains(algorithm)) {
            throw new IllegalArgumentException(
                    "expected round-robin, random or least-used for algorithm, found " + algorithm);
        }
        this.algorithm = algorithm;
        this.random = random;
    }

    /** Replaces the list of backends. */
    final void adopt(List<String> paths) {
        List<String> sorted = new ArrayList<>(paths);
        Collections.sort(sorted);
        if (!sorted.equals(list)) {
            list = sorted;
            next = 0;
        }
    }

    /** Picks a backend of the list, which must not be empty, and counts an active request to it. */
    final String pick() {
        String picked =
                switch (algorithm) {
                    case "round-robin" -> list.get(next++ % list.size());
                    case "random" -> list.get(random.nextInt(list.size()));
                    default -> leastUsed();
                };
        activeRequests.merge(picked, 1, Integer::sum);
        return picked;
    }

    private String leastUsed() {
        String least = list.get(0);
        for (String path : list) {
            if (activeRequests.getOrDefault(path, 0) < activeRequests.getOrDefault(least, 0)) {
                least = path;
            }
        }
        return least;
    }

    /** Called when a request to this backend has ended. */
    protected void ended(String path) {
        activeRequests.merge(path, -1, Integer::sum);
    }
}
