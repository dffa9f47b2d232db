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

    /** The scenario with this name. */
    public static Optional<Scenario> named(String name) {
        return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** The variant of a scenario with this name; a class name is the user's own class, where the scenario takes one. */
    public static Optional<Variant> variant(Scenario scenario, String name) {
        Optional<Variant> known =
                scenario.variants().stream().filter(v -> v.name().equals(name)).findFirst();
        if (known.isPresent() || !scenario.name().equals("lock") || !name.contains(".")) {
            return known;
        }
        try {
            return Optional.of(LockScenario.of(Class.forName(name)));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
