package dev.stampede.workloads.junit;

import dev.stampede.workloads.run.RunResult;
import java.util.List;

/**
 * A finished run of a chaos test.
 *
 * @param result its verdict, history and folder
 * @param known the known findings that the test declares
 */
public record ChaosRun(RunResult result, List<KnownFinding> known) {
    public ChaosRun {
        known = List.copyOf(known);
    }
}
