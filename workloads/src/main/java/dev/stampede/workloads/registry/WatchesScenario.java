package dev.stampede.workloads.registry;

import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.watches.NaiveWatchesDriver;
import dev.stampede.workloads.scenario.watches.mutants.BelievesPersistent;
import dev.stampede.workloads.scenario.watches.mutants.EntersLate;
import dev.stampede.workloads.scenario.watches.mutants.IgnoresCatchUp;
import dev.stampede.workloads.scenario.watches.mutants.KeepsByReading;
import dev.stampede.workloads.scenario.watches.mutants.NeverReadsAgain;
import dev.stampede.workloads.scenario.watches.mutants.WatchesAfterRead;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenario of watches, and of znodes that the servers remove. */
public final class WatchesScenario {
    private static final String NAME = "watches";
    private static final String INTERVAL_MILLIS = "500";

    private static final Map<String, String> SETTINGS = settings();

    /** Few changes of each of many znodes, and one life, so that a missed change is not hidden by the next one. */
    private static final Map<String, String> QUIET =
            Map.of("think.millis", "1500", "delete.percent", "5", "life.millis", "60000", "znodes", "5");

    /**
     * As {@link #QUIET}, but each change is followed by another one of the same znode, and then by none for some time.
     */
    private static final Map<String, String> BURSTS = bursts();

    private static final VariantFactory VARIANTS = new VariantFactory(NAME, SETTINGS);

    private WatchesScenario() {}

    private static Map<String, String> bursts() {
        Map<String, String> all = new TreeMap<>(QUIET);
        all.put("burst", "2");
        return all;
    }

    private static Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>();
        all.put("key", "/watches");
        all.put("znodes", "2");
        all.put("think.millis", "80");
        all.put("look.millis", "100");
        all.put("burst", "1");
        all.put("delete.percent", "20");
        all.put("ttl.millis", "2000");
        all.put("keep.least.millis", "300");
        all.put("keep.most.millis", "15000");
        all.put("boxes", "2");
        all.put("visit.least.millis", "50");
        all.put("visit.most.millis", "5000");
        all.put("away.millis", "1500");
        all.put("life.millis", "15000");
        return all;
    }

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "watches: each watch reports the changes it covers, and the servers remove ephemerals, TTL znodes and"
                        + " containers in time",
                List.of(
                        correct(
                                "naive",
                                "plain requests: all kinds of watches, ephemerals, TTL znodes and containers",
                                NaiveWatchesDriver.class,
                                Map.of()),
                        mutant(
                                "believes-persistent",
                                "takes a one-shot watch for a persistent one",
                                BelievesPersistent.class,
                                Map.of(),
                                RunDemands.ofTime(Duration.ofSeconds(16)),
                                "propagation/lost-wake-up",
                                "propagation/not-converged"),
                        mutant(
                                "ignores-catch-up",
                                "ignores the events of a reconnect",
                                IgnoresCatchUp.class,
                                QUIET,
                                RunDemands.ofFaults("client-partition:one", "pause:random")
                                        .lasting(Duration.ofSeconds(40)),
                                "propagation/no-catch-up",
                                "propagation/lost-wake-up",
                                "propagation/not-converged"),
                        mutant(
                                "never-reads-again",
                                "relies on persistent watches, and does not read again after a reconnect",
                                NeverReadsAgain.class,
                                QUIET,
                                RunDemands.ofFaults("client-partition:one", "pause:random")
                                        .lasting(Duration.ofSeconds(40)),
                                "propagation/no-catch-up",
                                "propagation/lost-wake-up",
                                "propagation/not-converged"),
                        mutant(
                                "watches-after-read",
                                "sets its watch some time after it has read",
                                WatchesAfterRead.class,
                                BURSTS,
                                RunDemands.ofTime(Duration.ofSeconds(30)),
                                "propagation/lost-wake-up",
                                "propagation/no-catch-up",
                                "propagation/not-converged"),
                        mutant(
                                "keeps-by-reading",
                                "reads its TTL znode to keep it",
                                KeepsByReading.class,
                                Map.of("think.millis", "1000", "keep.least.millis", "5000", "away.millis", "500"),
                                RunDemands.ofTime(Duration.ofSeconds(16)),
                                "removals/ttl-lapsed"),
                        mutant(
                                "enters-late",
                                "creates the child of a container long after the container",
                                EntersLate.class,
                                Map.of("boxes", "1", "visit.most.millis", "1000"),
                                RunDemands.ofTime(Duration.ofSeconds(16)).clients(3),
                                "removals/entry-refused")));
    }

    private static Variant correct(
            String name, String description, Class<? extends ClientDriver> driver, Map<String, String> overrides) {
        return VARIANTS.create(
                name,
                description,
                List.of(),
                driver,
                overrides,
                Checklist.requiring(Map.of("setWatch", 60, "triggered", 20, "createTtl", 4, "enterContainer", 4))
                        .and("watches", Map.of())
                        .and("removals", Map.of("interval", INTERVAL_MILLIS))
                        .and("propagation", Map.of())
                        .andTheEnsemble(),
                members(RunDemands.none()));
    }

    /** The members support TTL znodes, and look for znodes to remove every half second instead of every minute. */
    private static RunDemands members(RunDemands demands) {
        return demands.members(
                Map.of("extendedTypesEnabled", "true"),
                List.of("-Dznode.container.checkIntervalMs=" + INTERVAL_MILLIS));
    }

    private static Variant mutant(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands,
            String... expected) {
        return correct(name, description, driver, overrides)
                .expecting(Arrays.stream(expected).map(ExpectedAnomaly::of).toList())
                .demanding(members(demands));
    }
}
