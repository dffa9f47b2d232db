package dev.stampede.workloads.registry;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.election.LeaderLatchDriver;
import dev.stampede.workloads.scenario.election.LeaderSelectorDriver;
import dev.stampede.workloads.scenario.election.NaiveElection;
import dev.stampede.workloads.scenario.election.UserElectionDriver;
import dev.stampede.workloads.scenario.election.mutants.NeverRechecks;
import dev.stampede.workloads.scenario.election.mutants.PersistentBinding;
import dev.stampede.workloads.scenario.election.mutants.RecreatesBinding;
import dev.stampede.workloads.scenario.election.mutants.StaleLatch;
import dev.stampede.workloads.scenario.election.mutants.StaysOverMidnight;
import dev.stampede.workloads.scenario.election.mutants.UndatedBinding;
import dev.stampede.workloads.scenario.user.UserClassContract;
import dev.stampede.workloads.scenario.user.UserObjects;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenario of master election. */
public final class ElectionScenario {
    private static final String NAME = "election";
    /** The least number of grants per minute. */
    private static final int ACQUIRES = 6;
    /** The least number of samples per minute in which a latch leads. */
    private static final int SAMPLES = 60;

    private static final Map<String, String> NAIVE =
            Map.of("key", "/master_election", "tenure.millis", "200", "day.millis", "5000", "clock.skew.millis", "50");
    private static final Map<String, String> RECIPE =
            Map.of("key", "/elections/a", "tenure.millis", "200", "sample.millis", "20");

    private ElectionScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "master election: at most one client is the master at a time, and a failed master is soon replaced",
                List.of(
                        correct(
                                "naive",
                                "the tutorial's: the ephemeral /master_election/<date>/binding, a new election each"
                                        + " day",
                                NaiveElection.class,
                                NAIVE,
                                byDays()),
                        latch(),
                        selector(),
                        naive(
                                "never-rechecks",
                                "continues as the master after a reconnect, without reading the owner of the binding",
                                "single-master/stale-belief",
                                NeverRechecks.class,
                                Map.of("tenure.millis", "4000", "day.millis", "0"),
                                RunDemands.ofFaults("session-expiry:cut@holder")
                                        .lasting(Duration.ofSeconds(16))
                                        .clients(3)),
                        naive(
                                "undated-binding",
                                "omits the date from the path, so that the master of the previous day remains",
                                "day-change/binding-of-another-day",
                                UndatedBinding.class,
                                Map.of("tenure.millis", "6000", "day.millis", "3000"),
                                RunDemands.ofTime(Duration.ofSeconds(12)).clients(3)),
                        naive(
                                "stays-over-midnight",
                                "does not resign when its day ends",
                                "day-change/overstayed",
                                StaysOverMidnight.class,
                                Map.of("tenure.millis", "6000", "day.millis", "3000"),
                                RunDemands.ofTime(Duration.ofSeconds(12)).clients(3)),
                        naive(
                                "persistent-binding",
                                "creates a persistent binding, so that no other client is elected after the first",
                                "re-election/masterless",
                                PersistentBinding.class,
                                Map.of("day.millis", "0"),
                                RunDemands.ofTime(Duration.ofSeconds(15)).clients(3)),
                        naive(
                                "recreates-binding",
                                "creates its binding again after an expiry, and never doubts",
                                "single-master/undisciplined",
                                RecreatesBinding.class,
                                Map.of("tenure.millis", "6000", "day.millis", "0"),
                                RunDemands.ofFaults("session-expiry:cut@holder")
                                        .lasting(Duration.ofSeconds(16))
                                        .clients(3)),
                        new Variant(
                                NAME,
                                "stale-latch",
                                "continues to lead with the znode of its previous session",
                                List.of(ExpectedAnomaly.of("single-master/foreign-grant")),
                                StaleLatch.class.getName(),
                                with(RECIPE, Map.of("tenure.millis", "5000")),
                                false,
                                checks("true", "sample", SAMPLES).andTheEnsemble(),
                                RunDemands.ofFaults("session-expiry:faked@holder")
                                        .lasting(Duration.ofSeconds(14))
                                        .clients(3))),
                ElectionScenario::of);
    }

    /**
     * A variant for a user's election.
     *
     * @throws IllegalArgumentException if the class is unsuitable; the message lists all reasons
     */
    public static Variant of(Class<?> election) {
        UserElectionDriver.KIND.require(election);
        return correct(
                election.getName(),
                "the user's " + election.getSimpleName(),
                UserElectionDriver.class,
                with(RECIPE, Map.of(UserObjects.CLASS, election.getName())),
                Checklist.requiring(Map.of("sample", SAMPLES))
                        .and("single-master", Map.of("doubts", "true", "raw", UserClassContract.raw(election)))
                        .and("re-election", Map.of())
                        .and("hangs", Map.of())
                        .andTheEnsemble());
    }

    /** Curator's {@code LeaderLatch}. */
    public static Variant latch() {
        return correct(
                "leader-latch",
                "Curator's LeaderLatch",
                LeaderLatchDriver.class,
                with(RECIPE, Map.of("objects", "2")),
                checks("false", "sample", SAMPLES).andTheEnsemble());
    }

    /** Curator's {@code LeaderSelector}. */
    public static Variant selector() {
        return correct(
                "leader-selector",
                "Curator's LeaderSelector",
                LeaderSelectorDriver.class,
                RECIPE,
                checks("false", "acquire", ACQUIRES).and("wake-up", Map.of()).andTheEnsemble());
    }

    private static Variant correct(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> settings,
            List<CheckSpec> checks) {
        return new Variant(
                NAME, name, description, List.of(), driver.getName(), settings, false, checks, RunDemands.none());
    }

    private static Variant naive(
            String name,
            String description,
            String expected,
            Class<? extends NaiveElection> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        return correct(name, description, driver, with(NAIVE, overrides), byDays())
                .expecting(List.of(ExpectedAnomaly.of(expected)))
                .demanding(demands);
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(overrides);
        return all;
    }

    private static Checklist checks(String raw, String function, int rate) {
        return Checklist.requiring(Map.of(function, rate))
                .and("single-master", Map.of("doubts", "true", "raw", raw))
                .and("epochs", Map.of())
                .and("re-election", Map.of());
    }

    /** The checks of an election whose keys are days. */
    private static List<CheckSpec> byDays() {
        return Checklist.requiring(Map.of("acquire", ACQUIRES))
                .and("single-master", Map.of("doubts", "true", "raw", "true"))
                .and("epochs", Map.of())
                .and("re-election", Map.of("dated", "true"))
                .and("day-change", Map.of())
                .and("wake-up", Map.of())
                .andTheEnsemble();
    }
}
