package dev.stampede.workloads.registry;

import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.barrier.DistributedBarrierDriver;
import dev.stampede.workloads.scenario.barrier.DistributedDoubleBarrierDriver;
import dev.stampede.workloads.scenario.barrier.NaiveBarrierDriver;
import dev.stampede.workloads.scenario.barrier.NaiveDoubleBarrierDriver;
import dev.stampede.workloads.scenario.barrier.UserBarrierDriver;
import dev.stampede.workloads.scenario.barrier.mutants.AbandonsChild;
import dev.stampede.workloads.scenario.barrier.mutants.CountsWithoutWatch;
import dev.stampede.workloads.scenario.barrier.mutants.LeavesAlone;
import dev.stampede.workloads.scenario.barrier.mutants.PassesAfterTimeout;
import dev.stampede.workloads.scenario.barrier.mutants.PassesOnAnyEvent;
import dev.stampede.workloads.scenario.barrier.mutants.WaitsForEventOnly;
import dev.stampede.workloads.scenario.barrier.mutants.WithoutReadyFlag;
import dev.stampede.workloads.scenario.user.UserObjects;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenario of barriers and double barriers. */
public final class BarrierScenario {
    private static final String NAME = "barrier";

    private static final Map<String, String> SET = Map.of(
            "key", "/barriers",
            "objects", "2",
            "hot.percent", "50",
            "closed.millis", "200",
            "open.millis", "100",
            "patience.millis", "5000",
            "hasty.percent", "20",
            "hasty.millis", "100",
            "think.millis", "10");

    private static final Map<String, String> DOUBLE = Map.of(
            "key", "/double-barriers",
            "members", "3",
            "epoch.millis", "3000",
            "work.millis", "40",
            "think.millis", "10",
            "hasty.percent", "10",
            "hasty.millis", "100");

    /** The clients of two groups of three. */
    private static final RunDemands TWO_GROUPS = RunDemands.none().clients(6);

    /** Epochs in which a client can be stuck for longer than the limit. */
    private static final Map<String, String> LONG_EPOCHS =
            Map.of("epoch.millis", "15000", "work.millis", "1", "hasty.percent", "0");

    private static final Map<String, String> HASTY = Map.of("hasty.percent", "50");

    private BarrierScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "barrier: no client passes early, and all enter and leave together",
                List.of(
                        single(
                                "naive",
                                "the tutorial's: a znode to wait for",
                                List.of(),
                                NaiveBarrierDriver.class,
                                Map.of(),
                                RunDemands.none()),
                        together(
                                "naive-double",
                                "the tutorial's double barrier: children that are counted",
                                List.of(),
                                NaiveDoubleBarrierDriver.class,
                                Map.of(),
                                TWO_GROUPS),
                        distributedBarrier(),
                        distributedDoubleBarrier(),
                        single(
                                "passes-on-any-event",
                                "takes every event for the removal of the barrier",
                                expecting("passed-early"),
                                PassesOnAnyEvent.class,
                                Map.of("closed.millis", "1500", "hasty.percent", "0"),
                                RunDemands.ofFaults("client-partition").clients(8)),
                        single(
                                "waits-for-event-only",
                                "waits until the barrier is lifted, whatever its timeout",
                                expecting("late-return"),
                                WaitsForEventOnly.class,
                                Map.of("closed.millis", "8000", "patience.millis", "500"),
                                RunDemands.ofTime(Duration.ofSeconds(40))),
                        together(
                                "passes-after-timeout",
                                "enters when the timeout has elapsed",
                                expecting("entered-early"),
                                PassesAfterTimeout.class,
                                HASTY,
                                TWO_GROUPS.lasting(Duration.ofSeconds(15))),
                        together(
                                "leaves-alone",
                                "leaves without waiting for the others",
                                expecting("left-early"),
                                LeavesAlone.class,
                                Map.of(),
                                TWO_GROUPS.lasting(Duration.ofSeconds(15))),
                        together(
                                "abandons-child",
                                "gives up without deleting its child, and is counted twice",
                                expecting("entered-early"),
                                AbandonsChild.class,
                                HASTY,
                                TWO_GROUPS.lasting(Duration.ofSeconds(15))),
                        together(
                                "counts-without-watch",
                                "counts the members once, without a watch",
                                expecting("stuck"),
                                CountsWithoutWatch.class,
                                LONG_EPOCHS,
                                TWO_GROUPS.lasting(Duration.ofSeconds(40))),
                        together(
                                "without-ready-flag",
                                "only counts the children, which the first ones to leave delete",
                                expecting("stuck"),
                                WithoutReadyFlag.class,
                                LONG_EPOCHS,
                                TWO_GROUPS.lasting(Duration.ofSeconds(40)))),
                BarrierScenario::of);
    }

    /**
     * A variant for a user's double barrier.
     *
     * @throws IllegalArgumentException if the class is unsuitable; the message lists all reasons
     */
    public static Variant of(Class<?> barrier) {
        UserBarrierDriver.KIND.require(barrier);
        return together(
                barrier.getName(),
                "the user's " + barrier.getSimpleName(),
                List.of(),
                UserBarrierDriver.class,
                Map.of(UserObjects.CLASS, barrier.getName()),
                TWO_GROUPS);
    }

    /** Curator's {@code DistributedBarrier}. */
    public static Variant distributedBarrier() {
        return single(
                "distributed-barrier",
                "Curator's DistributedBarrier",
                List.of(),
                DistributedBarrierDriver.class,
                Map.of(),
                RunDemands.none());
    }

    /** Curator's {@code DistributedDoubleBarrier}. */
    public static Variant distributedDoubleBarrier() {
        return together(
                "distributed-double-barrier",
                "Curator's DistributedDoubleBarrier",
                List.of(),
                DistributedDoubleBarrierDriver.class,
                Map.of(),
                TWO_GROUPS);
    }

    private static List<ExpectedAnomaly> expecting(String kind) {
        return List.of(new ExpectedAnomaly("barrier", kind));
    }

    /** A barrier that is set and lifted. */
    private static Variant single(
            String name,
            String description,
            List<ExpectedAnomaly> expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        Map<String, Integer> rates =
                expected.isEmpty() ? Map.of("await-barrier", 30, "set-barrier", 6) : Map.of("await-barrier", 4);
        return make(name, description, expected, driver, with(SET, overrides), rates, demands);
    }

    /** A double barrier. */
    private static Variant together(
            String name,
            String description,
            List<ExpectedAnomaly> expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        Map<String, Integer> rates = expected.isEmpty() ? Map.of("enter", 30, "leave", 20) : Map.of("enter", 4);
        return make(name, description, expected, driver, with(DOUBLE, overrides), rates, demands);
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(overrides);
        return all;
    }

    private static Variant make(
            String name,
            String description,
            List<ExpectedAnomaly> expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> settings,
            Map<String, Integer> rates,
            RunDemands demands) {
        return new Variant(
                NAME,
                name,
                description,
                expected,
                driver.getName(),
                settings,
                false,
                Checklist.requiring(rates).and("barrier", Map.of()).andTheEnsemble(),
                demands);
    }
}
