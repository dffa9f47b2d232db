package dev.stampede.workloads.junit;

/** Assertions on what a run came to; to be imported statically, beside AssertJ's own. */
public final class ChaosAssertions {
    private ChaosAssertions() {}

    /** Starts assertions on a run. */
    public static ChaosRunAssert assertThat(ChaosRun run) {
        return new ChaosRunAssert(run);
    }
}
