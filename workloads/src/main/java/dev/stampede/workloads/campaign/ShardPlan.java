package dev.stampede.workloads.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The assignment of jobs to shards: every job is in exactly one shard, and the expected durations are balanced.
 * Immutable.
 *
 * <p>It assigns the longest job first, each to the shard with the smallest load so far (R. L. Graham, "Bounds on
 * multiprocessing timing anomalies", 1969: at most 4/3 of the best balance). The plan depends on the jobs and their
 * durations only, not on their order; therefore machines with the same information agree without communication.
 */
public final class ShardPlan {
    private final Map<String, Integer> shards;
    private final long[] loads;

    private ShardPlan(Map<String, Integer> shards, long[] loads) {
        this.shards = Collections.unmodifiableMap(shards);
        this.loads = loads;
    }

    /** Divides jobs among shards by their expected durations. */
    public static ShardPlan of(List<CampaignJob> jobs, int count, JobDurations durations) {
        Map<String, Long> millis = new LinkedHashMap<>();
        jobs.forEach(job -> millis.put(job.id(), durations.millis(job)));
        return of(millis, count);
    }

    /**
     * Divides work among shards.
     *
     * @param millis the expected duration of each job by its id, in the order of the jobs
     */
    public static ShardPlan of(Map<String, Long> millis, int count) {
        List<Map.Entry<String, Long>> longestFirst = new ArrayList<>(new TreeMap<>(millis).entrySet());
        longestFirst.sort(Comparator.comparing((Map.Entry<String, Long> job) -> -job.getValue()));
        long[] loads = new long[count];
        Map<String, Integer> chosen = new HashMap<>();
        for (Map.Entry<String, Long> job : longestFirst) {
            int least = 0;
            for (int shard = 1; shard < count; shard++) {
                if (loads[shard] < loads[least]) {
                    least = shard;
                }
            }
            // A job with the expected duration 0 counts, too: otherwise all such jobs would be in one shard.
            loads[least] += Math.max(1, job.getValue());
            chosen.put(job.getKey(), least + 1);
        }
        Map<String, Integer> ordered = new LinkedHashMap<>();
        millis.keySet().forEach(id -> ordered.put(id, chosen.getOrDefault(id, 1)));
        return new ShardPlan(ordered, loads);
    }

    /** The number of the shard of each job, in the order of the jobs. */
    public Map<String, Integer> shards() {
        return shards;
    }

    /** The jobs of a shard among these, in their order. */
    public List<CampaignJob> jobsOf(Shard shard, List<CampaignJob> jobs) {
        return jobs.stream()
                .filter(job -> Integer.valueOf(shard.number()).equals(shards.get(job.id())))
                .toList();
    }

    /** The expected duration of the jobs of a shard, one after the other, in milliseconds. */
    public long millisOf(Shard shard) {
        return loads[shard.number() - 1];
    }

    /** The expected duration of all jobs, one after the other, in milliseconds. */
    public long totalMillis() {
        long total = 0;
        for (long load : loads) {
            total += load;
        }
        return total;
    }
}
