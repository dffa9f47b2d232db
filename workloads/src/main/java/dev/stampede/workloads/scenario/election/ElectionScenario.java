package dev.stampede.workloads.scenario.election;

import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.election.mutants.NeverRechecks;
import dev.stampede.workloads.scenario.election.mutants.StaleLatch;
import java.util.List;
import java.util.Map;

/** The master election, as data. */
public final class ElectionScenario {
    private static final String NAME = "election";
    private static final String NAIVE_KEY = "/master_election/2026-11-23";
    private static final String RECIPE_KEY = "/elections/a";

    private ElectionScenario() {}

    /** The scenario with all its forms. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "master election: at most one client is the master at a time",
                List.of(
                        variant(
                                "naive",
                                "the tutorial's: the ephemeral /master_election/<date>/binding",
                                false,
                                NaiveElection.class,
                                NAIVE_KEY,
                                "200"),
                        latch(),
                        selector(),
                        variant(
                                "never-rechecks",
                                "is the master again after a reconnect without looking whose the binding is",
                                true,
                                NeverRechecks.class,
                                NAIVE_KEY,
                                "4000",
                                "--faults",
                                "session-expiry:cut@holder"),
                        variant(
                                "stale-latch",
                                "after its session ended, leads on by the old session's znode",
                                true,
                                StaleLatch.class,
                                RECIPE_KEY,
                                "5000",
                                "--faults",
                                "session-expiry:faked@holder")));
    }

    /** Curator's {@code LeaderLatch}. */
    public static Variant latch() {
        return variant("leader-latch", "Curator's LeaderLatch", false, LeaderLatchDriver.class, RECIPE_KEY, "200");
    }

    /** Curator's {@code LeaderSelector}. */
    public static Variant selector() {
        return variant(
                "leader-selector", "Curator's LeaderSelector", false, LeaderSelectorDriver.class, RECIPE_KEY, "200");
    }

    private static Variant variant(
            String name,
            String description,
            boolean mutant,
            Class<? extends ClientDriver> driver,
            String key,
            String tenureMillis,
            String... args) {
        boolean raw = key.equals(NAIVE_KEY) || driver == StaleLatch.class;
        return new Variant(
                NAME,
                name,
                description,
                mutant,
                driver.getName(),
                Map.of("key", key, "tenure.millis", tenureMillis, "sample.millis", "20"),
                false,
                Checklist.start()
                        .and("single-master", Map.of("doubts", "true", "raw", Boolean.toString(raw)))
                        .andTheEnsemble(),
                List.of(args));
    }
}
