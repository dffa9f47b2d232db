package dev.stampede.workloads.registry;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.Checklist;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.scenario.registers.CuratorOpDriver;
import dev.stampede.workloads.scenario.registers.NaiveRegistersDriver;
import dev.stampede.workloads.scenario.registers.UserRegisterDriver;
import dev.stampede.workloads.scenario.registers.mutants.RetriedCreate;
import dev.stampede.workloads.scenario.registers.mutants.SecondSession;
import dev.stampede.workloads.scenario.registers.mutants.TwoSets;
import dev.stampede.workloads.scenario.registers.mutants.UncheckedMulti;
import dev.stampede.workloads.scenario.registers.mutants.UnconditionalSet;
import dev.stampede.workloads.scenario.user.UserObjects;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenario of registers and transactions. */
public final class RegistersScenario {
    private static final String NAME = "registers";

    private static final Map<String, String> SETTINGS = settings();

    /**
     * The writes that are safe to retry: sets with a version, of znodes that are never deleted. (A set without a
     * version may be applied twice, and so may a set or delete with a version if the znode was deleted and created in
     * between.)
     */
    private static final Map<String, String> RETRIED = Map.of("unconditional.percent", "0", "mix.delete", "0");

    private RegistersScenario() {}

    private static Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("key", "/registers");
        settings.put("keys", "6");
        settings.put("think.millis", "20");
        settings.put("unconditional.percent", "30");
        settings.put("mix.set", "30");
        settings.put("mix.delete", "4");
        settings.put("mix.get", "15");
        settings.put("mix.syncGet", "8");
        settings.put("mix.exists", "5");
        settings.put("mix.children", "3");
        settings.put("mix.multi", "15");
        settings.put("mix.raise", "5");
        settings.put("mix.snapshot", "10");
        settings.put("mix.sequential", "5");
        return settings;
    }

    /** The scenario with all its variants. */
    public static Scenario scenario() {
        return new Scenario(
                NAME,
                "registers and transactions: the requests of which every recipe consists keep ZooKeeper's guarantees",
                List.of(
                        variant("naive", "raw requests, each sent once", NaiveRegistersDriver.class, Map.of()),
                        variant(
                                "curator-op",
                                "Curator's framework and CuratorOp transactions",
                                CuratorOpDriver.class,
                                RETRIED),
                        new Variant(
                                NAME,
                                "curator-framework",
                                "Curator's framework with sets and deletes that may be applied twice",
                                List.of(),
                                CuratorOpDriver.class.getName(),
                                with(Map.of("keys", "3", "mix.set", "60", "think.millis", "10")),
                                false,
                                checks("retried-writes"),
                                RunDemands.none()),
                        mutant(
                                "two-sets",
                                "sets several znodes with separate requests instead of a transaction",
                                "transactions/torn-write",
                                TwoSets.class,
                                Map.of(),
                                RunDemands.none()),
                        mutant(
                                "unchecked-multi",
                                "omits the check from its transactions",
                                "transactions/check-ignored",
                                UncheckedMulti.class,
                                Map.of("mix.raise", "15", "mix.multi", "30"),
                                RunDemands.none()),
                        mutant(
                                "retried-create",
                                "creates a sequential znode again when an answer is lost",
                                "sequences/created-twice",
                                RetriedCreate.class,
                                Map.of("mix.sequential", "200", "think.millis", "4"),
                                RunDemands.ofFaults("kill:random", "partition:one-way@leader")),
                        mutant(
                                "second-session",
                                "records the reads of several sessions as those of one session",
                                "session-order/went-back",
                                SecondSession.class,
                                Map.of("keys", "2", "mix.set", "80", "think.millis", "5"),
                                RunDemands.ofFaults("partition:random@follower")),
                        mutant(
                                "unconditional-set",
                                "writes without the version of its read",
                                "linearizability/not-linearizable",
                                UnconditionalSet.class,
                                Map.of("keys", "2", "unconditional.percent", "0", "mix.set", "60"),
                                RunDemands.none())),
                RegistersScenario::of);
    }

    /**
     * A variant for a user's registers.
     *
     * @throws IllegalArgumentException if the class is unsuitable; the message lists all reasons
     */
    public static Variant of(Class<?> register) {
        UserRegisterDriver.KIND.require(register);
        Map<String, String> settings = Map.of(
                UserObjects.CLASS,
                register.getName(),
                "key",
                "/registers",
                "keys",
                "4",
                "hot.percent",
                "20",
                "get.percent",
                "40",
                "cas.percent",
                "50",
                "think.millis",
                "20",
                "stay.millis",
                "4000");
        return new Variant(
                NAME,
                register.getName(),
                "the user's " + register.getSimpleName(),
                List.of(),
                UserRegisterDriver.class.getName(),
                settings,
                false,
                Checklist.requiring(Map.of("look-up", 60, "write", 10))
                        .and("linearizability", Map.of("model", "cas-register"))
                        .and("convergence", Map.of())
                        .and("hangs", Map.of())
                        .andTheEnsemble(),
                RunDemands.none());
    }

    private static Variant variant(
            String name, String description, Class<? extends ClientDriver> driver, Map<String, String> overrides) {
        return new Variant(
                NAME,
                name,
                description,
                List.of(),
                driver.getName(),
                with(overrides),
                false,
                checks("linearizability"),
                RunDemands.none());
    }

    private static Variant mutant(
            String name,
            String description,
            String expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            RunDemands demands) {
        return variant(name, description, driver, overrides)
                .expecting(List.of(ExpectedAnomaly.of(expected)))
                .demanding(demands);
    }

    private static Map<String, String> with(Map<String, String> overrides) {
        Map<String, String> settings = new TreeMap<>(SETTINGS);
        settings.putAll(overrides);
        return settings;
    }

    private static List<CheckSpec> checks(String checkOfWrites) {
        return Checklist.requiring(Map.of("get", 30, "setData", 10, "multi", 6))
                .and(checkOfWrites, Map.of("model", "versioned-znode"))
                .and("session-order", Map.of())
                .and("transactions", Map.of())
                .and("sequences", Map.of())
                .andTheEnsemble();
    }
}
