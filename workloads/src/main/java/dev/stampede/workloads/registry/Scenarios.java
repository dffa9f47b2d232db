package dev.stampede.workloads.registry;

import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import java.util.List;
import java.util.Optional;

/** All scenarios. */
public final class Scenarios {
    private static final List<Scenario> ALL = List.of(
            LockScenario.scenario(),
            ElectionScenario.scenario(),
            ConfigurationScenario.scenario(),
            RegistersScenario.scenario(),
            NamingScenario.scenario(),
            BalancingScenario.scenario());

    private Scenarios() {}

    /** In the order in which they are listed. */
    public static List<Scenario> all() {
        return ALL;
    }

    /** The variants of all scenarios. */
    public static List<Variant> variants() {
        return all().stream().flatMap(s -> s.variants().stream()).toList();
    }

    /** The scenario with this name. */
    public static Optional<Scenario> named(String name) {
        return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
    }
}
