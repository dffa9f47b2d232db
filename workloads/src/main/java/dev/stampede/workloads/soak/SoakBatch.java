package dev.stampede.workloads.soak;

import dev.stampede.workloads.campaign.JobResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a soak that were in progress at the same time, and what the harness used after they had ended: a line of its
 * file.
 *
 * @param process the number of the process among those that the soak was continued in, from 1
 * @param first the number of its first run in the soak, from 0
 * @param runs the number of runs that were started
 * @param elapsedMillis how long the soak had taken in this process when they had ended
 * @param results of the runs that ended by themselves, in the order in which they were started
 * @param sample null if the soak was interrupted before the harness could be measured
 */
public record SoakBatch(
        int process,
        int first,
        int runs,
        long elapsedMillis,
        List<JobResult> results,
        @Nullable ResourceSample sample) {
    public SoakBatch {
        results = List.copyOf(results);
    }
}
