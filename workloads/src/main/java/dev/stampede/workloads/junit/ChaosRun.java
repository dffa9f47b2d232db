package dev.stampede.workloads.junit;

import dev.stampede.workloads.run.RunResult;
import java.util.List;
import org.assertj.core.api.AssertProvider;

/**
 * A finished run of a chaos test. For a run, AssertJ's own {@code assertThat} returns the same assertion as
 * {@link Stampede#assertThat}.
 *
 * @param result the verdict, the history and the folder
 * @param known the known findings that the test declares
 */
public record ChaosRun(RunResult result, List<KnownFinding> known) implements AssertProvider<ChaosRunAssert> {
    public ChaosRun {
        known = List.copyOf(known);
    }

    @Override
    public ChaosRunAssert assertThat() {
        return new ChaosRunAssert(this);
    }
}
