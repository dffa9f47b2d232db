package dev.stampede.workloads.registry;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.configuration.CuratorCacheDriver;
import dev.stampede.workloads.scenario.configuration.NaiveConfigurationDriver;
import dev.stampede.workloads.scenario.configuration.NodeCacheDriver;
import dev.stampede.workloads.scenario.configuration.PersistentWatcherDriver;
import dev.stampede.workloads.scenario.configuration.SharedValueDriver;
import dev.stampede.workloads.scenario.configuration.UserConfigurationDriver;
import dev.stampede.workloads.scenario.configuration.mutants.CarelessDelete;
import dev.stampede.workloads.scenario.configuration.mutants.EventWithoutReading;
import dev.stampede.workloads.scenario.configuration.mutants.NeverWatchesAgain;
import dev.stampede.workloads.scenario.configuration.mutants.NotRefreshed;
import dev.stampede.workloads.scenario.configuration.mutants.Unconditional;
import dev.stampede.workloads.scenario.configuration.mutants.WatchAfterRead;
import dev.stampede.workloads.scenario.user.UserObjects;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenario of configuration management. */
public final class ConfigurationScenario {
    private static final String NAME = "configuration";

    private static final Map<String, String> SETTINGS = Map.of(
            "key", "/configuration",
            "keys", "12",
            "hot.percent", "20",
            "burst", "2",
            "unconditional.percent", "40",
            "delete.percent", "4",
            "get.percent", "25",
            "think.millis", "30",
            "stay.millis", "4000");

    /** Curator's recipes read; the {@code ZooKeeper} handle below them writes, and sends no request twice. */
    private static final Map<String, String> CURATOR = Map.of("writes", "handle");

    /** Few keys and fast writers, so that a retried write overwrites changes of others. */
    private static final Map<String, String> FRAMEWORK =
            Map.of("writes", "framework", "keys", "3", "hot.percent", "50", "think.millis", "10");

    /** Each key is unchanged for seconds after a burst, so that a missed change is not hidden by the next one. */
    private static final Map<String, String> QUIET = Map.of(
            "keys", "60",
            "hot.percent", "0",
            "burst", "3",
            "get.percent", "88",
            "think.millis", "60");

    /** Many keys. Each is created and then unchanged for longer than a client may use an old state. */
    private static final Map<String, String> UNCHANGED_FOR_LONG = Map.of(
            "keys", "200",
            "hot.percent", "0",
            "burst", "1",
            "get.percent", "60",
            "think.millis", "60");

    /** Several writers of the same few keys, all of them with versions. */
    private static final Map<String, String> CONTENDED =
            Map.of("keys", "3", "hot.percent", "50", "unconditional.percent", "0", "delete.percent", "15");

    private ConfigurationScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "configuration: every change reaches every client, in order, and none overwrites another unnoticed",
                List.of(
                        correct(
                                "naive",
                                "the tutorial's: a one-shot watch per key, and a read after its event",
                                NaiveConfigurationDriver.class,
                                Map.of(),
                                "one-shot"),
                        correct(
                                "curator-cache",
                                "Curator's CuratorCache",
                                CuratorCacheDriver.class,
                                CURATOR,
                                "one-shot"),
                        correct(
                                "node-cache",
                                "Curator's NodeCache, one per key",
                                NodeCacheDriver.class,
                                CURATOR,
                                "one-shot"),
                        correct(
                                "shared-value",
                                "Curator's SharedValue, one per key",
                                SharedValueDriver.class,
                                Map.of("delete.percent", "0", "writes", "handle"),
                                "one-shot"),
                        correct(
                                "persistent-watcher",
                                "Curator's PersistentWatcher, without a read after a reconnect",
                                PersistentWatcherDriver.class,
                                CURATOR,
                                "persistent"),
                        new Variant(
                                NAME,
                                "curator-framework",
                                "Curator's CuratorCache, with writes by the framework, which retries them",
                                List.of(),
                                CuratorCacheDriver.class.getName(),
                                settings(FRAMEWORK),
                                false,
                                checks("retried-writes", "one-shot"),
                                RunDemands.none()),
                        mutant(
                                "watch-after-read",
                                "sets its watch after the read",
                                "propagation/lost-wake-up",
                                WatchAfterRead.class,
                                QUIET,
                                RunDemands.none()),
                        mutant(
                                "event-without-reading",
                                "does not read the data after an event",
                                "propagation/lost-wake-up",
                                EventWithoutReading.class,
                                UNCHANGED_FOR_LONG,
                                RunDemands.none()),
                        mutant(
                                "never-watches-again",
                                "sets no watch after the first one has fired",
                                "propagation/lost-wake-up",
                                NeverWatchesAgain.class,
                                QUIET,
                                RunDemands.none()),
                        mutant(
                                "not-refreshed",
                                "does not refresh its cache after a reconnect",
                                "propagation/no-catch-up",
                                NotRefreshed.class,
                                QUIET,
                                RunDemands.ofFaults("client-partition:one")),
                        mutant(
                                "unconditional",
                                "writes without a version",
                                "linearizability/not-linearizable",
                                Unconditional.class,
                                CONTENDED,
                                RunDemands.none()),
                        mutant(
                                "careless-delete",
                                "deletes without a version",
                                "linearizability/not-linearizable",
                                CarelessDelete.class,
                                CONTENDED,
                                RunDemands.none())),
                ConfigurationScenario::of);
    }

    /**
     * A variant for a user's configuration.
     *
     * @throws IllegalArgumentException if the class is unsuitable; the message lists all reasons
     */
    public static Variant of(Class<?> configuration) {
        UserConfigurationDriver.KIND.require(configuration);
        return new Variant(
                NAME,
                configuration.getName(),
                "the user's " + configuration.getSimpleName(),
                List.of(),
                UserConfigurationDriver.class.getName(),
                settings(Map.of(UserObjects.CLASS, configuration.getName(), "keys", "6", "get.percent", "60")),
                false,
                Checklist.requiring(Map.of("look-up", 60, "write", 10))
                        .and("convergence", Map.of())
                        .and("hangs", Map.of())
                        .andTheEnsemble(),
                RunDemands.none());
    }

    private static Variant correct(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            String watches) {
        return new Variant(
                NAME,
                name,
                description,
                List.of(),
                driver.getName(),
                settings(overrides),
                false,
                checks("linearizability", watches),
                RunDemands.none());
    }

    private static Variant mutant(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        return correct(name, description, driver, overrides, "one-shot")
                .expecting(List.of(ExpectedAnomaly.of(expected)))
                .demanding(demands);
    }

    private static Map<String, String> settings(Map<String, String> overrides) {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.putAll(overrides);
        return settings;
    }

    private static List<CheckSpec> checks(String checkOfWrites, String watches) {
        return Checklist.requiring(Map.of("view", 30, "setData", 10))
                .and(checkOfWrites, Map.of("model", "versioned-znode"))
                .and("propagation", Map.of("watches", watches))
                .andTheEnsemble();
    }
}
