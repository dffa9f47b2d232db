package dev.stampede.workloads.registry;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.naming.AtomicLongIdsDriver;
import dev.stampede.workloads.scenario.naming.DiscoveryNamingDriver;
import dev.stampede.workloads.scenario.naming.NaiveNamingDriver;
import dev.stampede.workloads.scenario.naming.mutants.CountedIds;
import dev.stampede.workloads.scenario.naming.mutants.DeleteThenCreate;
import dev.stampede.workloads.scenario.naming.mutants.ExistsThenSet;
import dev.stampede.workloads.scenario.naming.mutants.LocalIds;
import dev.stampede.workloads.scenario.naming.mutants.TrustsNodeExists;
import dev.stampede.workloads.scenario.naming.mutants.TrustsVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The scenario of the naming service. */
public final class NamingScenario {
    private static final String NAME = "naming";
    private static final String MIX = "look-up=4,synced-look-up=3,change=3,replace=1,unregister=2,register=2,next-id=2";
    private static final Map<String, String> SETTINGS =
            Map.of("key", "/naming", "names", "3", "ids", "/naming-ids", "mix", MIX, "think.millis", "6");
    /** Names change their owners as often as possible. */
    private static final String TURNOVER = "synced-look-up=1,unregister=4,register=4";

    /** Each client releases its name or takes a free one, so that each incarnation of a znode has version 0. */
    private static final String ONLY_TURNOVER = "synced-look-up=1,unregister=8";

    private static final String IDS_ONLY = "next-id=1";

    private static final VariantFactory VARIANTS = new VariantFactory(NAME, SETTINGS);

    private NamingScenario() {}

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "naming service: a name has the last URI of its only owner, and ids are unique",
                List.of(
                        VARIANTS.correct(
                                "naive",
                                "the tutorial's: a persistent znode per name, and ids from sequential znodes",
                                NaiveNamingDriver.class,
                                Map.of(),
                                checks()),
                        discovery(),
                        atomicLong(),
                        mutant(
                                "exists-then-set",
                                "checks whether a name is free, then writes it",
                                "naming/two-owners",
                                ExistsThenSet.class,
                                Map.of("mix", TURNOVER, "names", "1", "think.millis", "2"),
                                RunDemands.ofTime(Duration.ofSeconds(10))),
                        mutant(
                                "delete-then-create",
                                "changes a name by deleting and creating it",
                                "naming/two-owners",
                                DeleteThenCreate.class,
                                Map.of("mix", "synced-look-up=4,change=4,register=2", "think.millis", "2"),
                                RunDemands.ofTime(Duration.ofSeconds(10))),
                        mutant(
                                "trusts-node-exists",
                                "takes NodeExists after a retried create as proof that it owns the name",
                                "naming/two-owners",
                                TrustsNodeExists.class,
                                Map.of("mix", TURNOVER, "names", "4", "think.millis", "2"),
                                RunDemands.ofFaults("kill:leader").clients(12)),
                        mutant(
                                "trusts-version",
                                "assumes that it owns a name whose version is the last known one",
                                "naming/two-owners",
                                TrustsVersion.class,
                                Map.of("mix", ONLY_TURNOVER, "names", "1", "think.millis", "300"),
                                RunDemands.ofFaults("client-partition:answers@holder")
                                        .clients(8)),
                        mutant(
                                "local-ids",
                                "increments its last id locally while it is disconnected",
                                "unique-ids/id-twice",
                                LocalIds.class,
                                Map.of("mix", IDS_ONLY),
                                RunDemands.ofFaults("kill")),
                        mutant(
                                "counted-ids",
                                "uses the number of znodes as the id",
                                "unique-ids/id-twice",
                                CountedIds.class,
                                Map.of("mix", IDS_ONLY, "think.millis", "2"),
                                RunDemands.ofTime(Duration.ofSeconds(10)))));
    }

    /** Curator's {@code ServiceDiscovery}, one instance per name. */
    public static Variant discovery() {
        return VARIANTS.correct(
                "service-discovery",
                "Curator's ServiceDiscovery: a permanent instance per name",
                DiscoveryNamingDriver.class,
                Map.of(
                        "names",
                        "2",
                        "clients",
                        "5",
                        "mix",
                        "look-up=4,synced-look-up=3,change=3,unregister=1",
                        "think.millis",
                        "10"),
                named());
    }

    /** Curator's {@code DistributedAtomicLong}, for ids only. */
    public static Variant atomicLong() {
        return VARIANTS.correct(
                "distributed-atomic-long",
                "Curator's DistributedAtomicLong: ids only",
                AtomicLongIdsDriver.class,
                Map.of("mix", IDS_ONLY, "ids", "/naming-ids/counter", "think.millis", "10"),
                idsOnly());
    }

    private static List<CheckSpec> checks() {
        return Checklist.requiring(Map.of("synced-look-up", 30, "next-id", 12))
                .and("naming", Map.of())
                .and("unique-ids", Map.of())
                .andTheEnsemble();
    }

    private static List<CheckSpec> idsOnly() {
        return Checklist.requiring(Map.of("next-id", 30))
                .and("unique-ids", Map.of())
                .andTheEnsemble();
    }

    /** The checks of names without ids. */
    private static List<CheckSpec> named() {
        return Checklist.requiring(Map.of("synced-look-up", 30))
                .and("naming", Map.of())
                .andTheEnsemble();
    }

    private static Variant mutant(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        boolean ids = IDS_ONLY.equals(overrides.get("mix"));
        List<CheckSpec> checks = ids ? idsOnly() : named();
        return VARIANTS.create(
                name, description, List.of(ExpectedAnomaly.of(expected)), driver, overrides, checks, demands);
    }
}
