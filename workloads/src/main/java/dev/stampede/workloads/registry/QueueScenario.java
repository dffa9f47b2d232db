package dev.stampede.workloads.registry;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.queue.NaiveQueueDriver;
import dev.stampede.workloads.scenario.queue.mutants.IgnoresDelete;
import dev.stampede.workloads.scenario.queue.mutants.IgnoresLostPut;
import dev.stampede.workloads.scenario.queue.mutants.PutsAgain;
import dev.stampede.workloads.scenario.queue.mutants.SkipsUncertainTake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenario of queue management. */
public final class QueueScenario {
    private static final String NAME = "queue";

    private static final Map<String, String> SETTINGS = Map.of(
            "key", "/queues",
            "queues", "3",
            "put.percent", "30",
            "burst", "3",
            "think.millis", "10",
            "take.millis", "500",
            "life.millis", "6000");

    private QueueScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "queues: each item reaches a consumer, in order, and none gets lost, doubled or stuck",
                List.of(
                        variant(
                                "naive",
                                "the tutorial's: sequential znodes; take reads the smallest one and deletes it",
                                NaiveQueueDriver.class,
                                Map.of()),
                        mutant(
                                "ignores-delete",
                                "takes an item without checking its delete",
                                "deliveries/delivered-twice",
                                IgnoresDelete.class,
                                Map.of("queues", "1", "think.millis", "2"),
                                RunDemands.ofTime(Duration.ofSeconds(10))),
                        mutant(
                                "skips-uncertain-take",
                                "assumes that a delete with a lost answer did not take effect",
                                "deliveries/lost",
                                SkipsUncertainTake.class,
                                Map.of("think.millis", "2"),
                                RunDemands.ofFaults("kill:leader").clients(10)),
                        mutant(
                                "puts-again",
                                "puts an item again when the answer to its create is lost",
                                "deliveries/enqueued-twice",
                                PutsAgain.class,
                                Map.of("put.percent", "50", "think.millis", "2"),
                                RunDemands.ofFaults("kill:leader").clients(10)),
                        mutant(
                                "ignores-lost-put",
                                "reports an item whose create had no answer as being in the queue",
                                "deliveries/lost",
                                IgnoresLostPut.class,
                                Map.of("put.percent", "50", "think.millis", "2"),
                                RunDemands.ofFaults("partition:leader").clients(10))));
    }

    private static List<CheckSpec> checks() {
        return Checklist.requiring(Map.of("enqueue", 60, "dequeue", 60))
                .and("deliveries", Map.of())
                .andTheEnsemble();
    }

    private static Variant variant(
            String name, String description, Class<? extends ClientDriver> driver, Map<String, String> overrides) {
        return make(name, description, List.of(), driver, overrides, checks(), RunDemands.none());
    }

    private static Variant mutant(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        return make(name, description, List.of(ExpectedAnomaly.of(expected)), driver, overrides, checks(), demands);
    }

    private static Variant make(
            String name,
            String description,
            List<ExpectedAnomaly> expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            List<CheckSpec> checks,
            RunDemands demands) {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.putAll(overrides);
        return new Variant(NAME, name, description, expected, driver.getName(), settings, false, checks, demands);
    }
}
