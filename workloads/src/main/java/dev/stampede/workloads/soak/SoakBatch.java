package dev.stampede.workloads.soak;

import dev.stampede.workloads.campaign.JobResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The concurrent runs of one batch of a soak, with the resources that the harness used after the batch: a line of the
 * file.
 *
 * @param process the number of the process that executed the batch, from 1; each continuation is a new process
 * @param first the number of the first run of the batch in the soak, from 0
 * @param runs the number of runs that were started
 * @param elapsedMillis the elapsed time of the soak in this process at the end of the batch
 * @param results the results of the runs that were not interrupted, in the order of their starts
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
