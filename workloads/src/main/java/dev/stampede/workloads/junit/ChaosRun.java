package dev.stampede.workloads.junit;

import dev.stampede.workloads.run.RunResult;
import java.util.List;

/**
 * What a chaos test's run came to.
 *
 * @param known the findings that the test declares
 */
public record ChaosRun(RunResult result, List<KnownFinding> known) {
    public ChaosRun {
        known = List.copyOf(known);
    }
}
