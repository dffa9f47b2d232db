package dev.stampede.workloads.junit;

/** The entry point of assertions on runs; for static import, beside AssertJ's own. */
public final class ChaosAssertions {
    private ChaosAssertions() {}

    /** Starts assertions on the verdict of a run. */
    public static ChaosRunAssert assertThat(ChaosRun run) {
        return new ChaosRunAssert(run);
    }
}
