package dev.stampede.workloads.registry;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.balancing.BalancingDriver;
import dev.stampede.workloads.scenario.balancing.DiscoveryDriver;
import dev.stampede.workloads.scenario.balancing.GroupMemberDriver;
import dev.stampede.workloads.scenario.balancing.PersistentNodeDriver;
import dev.stampede.workloads.scenario.balancing.UserRegistryDriver;
import dev.stampede.workloads.scenario.balancing.mutants.KeepsList;
import dev.stampede.workloads.scenario.balancing.mutants.MixesAddresses;
import dev.stampede.workloads.scenario.balancing.mutants.NeverDecrements;
import dev.stampede.workloads.scenario.balancing.mutants.PersistentRegistration;
import dev.stampede.workloads.scenario.balancing.mutants.RegistersOnce;
import dev.stampede.workloads.scenario.balancing.mutants.WatchesOnce;
import dev.stampede.workloads.scenario.user.UserObjects;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The scenario of load balancing. */
public final class BalancingScenario {
    private static final String NAME = "load-balancing";
    private static final Map<String, String> SETTINGS = Map.of(
            "key", "/load-balancing",
            "backends", "3",
            "algorithm", "round-robin",
            "life.millis", "8000",
            "down.millis", "1500",
            "update.millis", "2500",
            "service.millis", "4",
            "think.millis", "12");

    private static final VariantFactory VARIANTS = new VariantFactory(NAME, SETTINGS);

    private BalancingScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "load balancing: balancers list the live backends, and distribute requests among them",
                List.of(
                        naive("naive", "round-robin", "the tutorial's: an ephemeral znode per backend, picked in turn"),
                        naive("naive-random", "random", "the same, picked at random"),
                        naive("naive-least-used", "least-used", "the same, picked by the fewest active requests"),
                        persistentNode(),
                        recipe(
                                "group-member",
                                "Curator's GroupMember, for backends and balancers",
                                GroupMemberDriver.class,
                                Map.of()),
                        discovery("service-discovery", "query", "queried before each request"),
                        discovery("service-cache", "cache", "with a ServiceCache"),
                        discovery("service-provider", "provider", "with a ServiceProvider"),
                        mutant(
                                "persistent-registration",
                                "registers backends with persistent znodes",
                                "balancing/outlived",
                                PersistentRegistration.class,
                                Map.of("life.millis", "3000", "down.millis", "12000", "update.millis", "60000"),
                                RunDemands.ofTime(Duration.ofSeconds(20))),
                        mutant(
                                "registers-once",
                                "does not register again after its session has ended",
                                "balancing/not-registered-again",
                                RegistersOnce.class,
                                Map.of("life.millis", "60000", "backends", "4"),
                                RunDemands.ofFaults("session-expiry:close")),
                        mutant(
                                "keeps-list",
                                "keeps its list after its session has ended",
                                "balancing/stale-address",
                                KeepsList.class,
                                Map.of("backends", "2"),
                                RunDemands.ofFaults("session-expiry:close")),
                        mutant(
                                "watches-once",
                                "does not set its watches again after they have fired",
                                "balancing/stale-address",
                                WatchesOnce.class,
                                Map.of(),
                                RunDemands.ofTime(Duration.ofSeconds(16))),
                        mutant(
                                "mixes-addresses",
                                "combines the host of the first address with the port of a later one",
                                "balancing/never-existed",
                                MixesAddresses.class,
                                Map.of("life.millis", "60000", "update.millis", "1500"),
                                RunDemands.ofTime(Duration.ofSeconds(10))),
                        mutant(
                                "never-decrements",
                                "never decrements its counters of active requests",
                                "fair-share/not-least-used",
                                NeverDecrements.class,
                                Map.of("algorithm", "least-used"),
                                RunDemands.ofTime(Duration.ofSeconds(10)))),
                BalancingScenario::of);
    }

    /**
     * A variant for a user's registry.
     *
     * @throws IllegalArgumentException if the class is unsuitable; the message lists all reasons
     */
    public static Variant of(Class<?> registry) {
        UserRegistryDriver.KIND.require(registry);
        return recipe(
                        registry.getName(),
                        "the user's " + registry.getSimpleName(),
                        UserRegistryDriver.class,
                        Map.of(UserObjects.CLASS, registry.getName()))
                .alsoChecking("hangs");
    }

    /** Curator's {@code PersistentNode}. */
    public static Variant persistentNode() {
        return recipe(
                "persistent-node",
                "Curator's PersistentNode for backends, with naive balancers",
                PersistentNodeDriver.class,
                Map.of());
    }

    private static Variant naive(String name, String algorithm, String description) {
        return make(
                name,
                description,
                List.of(),
                BalancingDriver.class,
                Map.of("algorithm", algorithm),
                true,
                RunDemands.none());
    }

    private static Variant discovery(String name, String by, String how) {
        return make(
                name,
                "Curator's ServiceDiscovery, " + how,
                List.of(),
                DiscoveryDriver.class,
                Map.of("by", by),
                !by.equals("provider"),
                RunDemands.none());
    }

    private static Variant recipe(
            String name, String description, Class<? extends ClientDriver> driver, Map<String, String> overrides) {
        return make(name, description, List.of(), driver, overrides, true, RunDemands.none());
    }

    private static Variant mutant(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        return make(name, description, List.of(ExpectedAnomaly.of(expected)), driver, overrides, true, demands);
    }

    private static Variant make(
            String name,
            String description,
            List<ExpectedAnomaly> expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            boolean fairShare,
            RunDemands demands) {
        String algorithm = String.valueOf(overrides.getOrDefault("algorithm", SETTINGS.get("algorithm")));
        return VARIANTS.create(name, description, expected, driver, overrides, checks(fairShare, algorithm), demands);
    }

    /**
     * The checks of a variant. If a recipe picks by itself, the order of its picks and its lists is unknown, so
     * {@code fair-share} is not checked.
     */
    private static List<CheckSpec> checks(boolean fairShare, String algorithm) {
        Checklist checks =
                Checklist.requiring(Map.of("dispatch", 60, "list", 2)).and("balancing", Map.of());
        if (fairShare) {
            checks.and("fair-share", Map.of("algorithm", algorithm));
        }
        return checks.andTheEnsemble();
    }
}
