package dev.stampede.checker.findings;

import dev.stampede.checker.checks.counter.CounterCitations;
import dev.stampede.checker.findings.CatalogueEntry.Recognition;
import java.util.List;

/** The known findings in Curator's counters. Versions were verified in the sources of the releases. */
final class CuratorCounterFindings {
    private static final String SOURCE =
            "https://github.com/apache/curator/blob/apache-curator-5.9.0/curator-recipes/src/main/java/"
                    + "org/apache/curator/framework/recipes/";

    private CuratorCounterFindings() {}

    static List<CatalogueEntry> all() {
        return List.of(countedTwice(), untrueFailure());
    }

    private static CatalogueEntry countedTwice() {
        String[] recipes = {
            "counter/distributed-atomic-long",
            "counter/distributed-atomic-long-promoted",
            "counter/distributed-atomic-integer"
        };
        return new CatalogueEntry(
                "STAMPEDE-F3",
                Library.CURATOR,
                VersionRange.from("2.0.0"),
                Recognition.CHARACTERISTIC,
                List.of(
                        AnomalyPattern.of("counter", "counted-twice", recipes),
                        AnomalyPattern.of("counter", "untrue-failure", recipes)),
                "DistributedAtomicLong counts an increment twice, or counts one that it reports as failed, if the reply"
                        + " to its write is lost.",
                CounterCitations.INCREMENT,
                "The framework sends a write again whose reply was lost. The second one is refused with BadVersion (or"
                        + " NodeExists) because the first one took effect; DistributedAtomicValue.tryOnce takes this"
                        + " for a write of another client, reads the new count, and adds to it",
                "use a RetryPolicy that never retries for this CuratorFramework, and treat an exception as an unknown"
                        + " outcome",
                SOURCE + "atomic/DistributedAtomicValue.java");
    }

    private static CatalogueEntry untrueFailure() {
        return new CatalogueEntry(
                "STAMPEDE-F4",
                Library.CURATOR,
                VersionRange.from("2.0.0"),
                Recognition.CHARACTERISTIC,
                List.of(AnomalyPattern.of(
                        "counter", "untrue-failure", "counter/shared-count", "counter/compare-and-set")),
                "SharedCount.trySetCount() and DistributedAtomicLong.compareAndSet() report a failure although they set"
                        + " the count, if the reply to their write is lost.",
                CounterCitations.TRY_SET,
                "The framework sends a write again whose reply was lost. The second one is refused with BadVersion"
                        + " because the first one took effect; SharedValue.trySetValue and"
                        + " DistributedAtomicValue.compareAndSet take this for a write of another client",
                "use a RetryPolicy that never retries for this CuratorFramework, and treat an exception as an unknown"
                        + " outcome",
                SOURCE + "shared/SharedValue.java");
    }
}
