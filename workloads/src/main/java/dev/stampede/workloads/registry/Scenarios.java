package dev.stampede.workloads.registry;

import dev.stampede.checker.extension.Extensions;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.ScenarioProvider;
import dev.stampede.workloads.scenario.Variant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All scenarios by name: the built-in ones, and those of {@link ScenarioProvider}s on the class path. Safe to use from
 * several threads.
 *
 * <p>Every method throws {@link dev.stampede.checker.extension.ExtensionException} if a provider cannot be used.
 */
public final class Scenarios {
    private static @Nullable Map<String, Scenario> found;

    private Scenarios() {}

    private static synchronized Map<String, Scenario> byName() {
        Map<String, Scenario> known = found;
        if (known == null) {
            known = Extensions.load(
                            "scenario", builtIn(), Scenario::name, ScenarioProvider.class, ScenarioProvider::scenario)
                    .byName();
            found = known;
        }
        return known;
    }

    private static List<Scenario> builtIn() {
        return List.of(
                LockScenario.scenario(),
                ElectionScenario.scenario(),
                ConfigurationScenario.scenario(),
                RegistersScenario.scenario(),
                NamingScenario.scenario(),
                BalancingScenario.scenario(),
                MembershipScenario.scenario(),
                NotificationScenario.scenario(),
                WatchesScenario.scenario(),
                CounterScenario.scenario(),
                BarrierScenario.scenario(),
                QueueScenario.scenario());
    }

    /** All scenarios, in the order in which the commands list them. */
    public static List<Scenario> all() {
        return List.copyOf(byName().values());
    }

    /** The variants of all scenarios. */
    public static List<Variant> variants() {
        return all().stream().flatMap(s -> s.variants().stream()).toList();
    }

    /** The scenario with this name. */
    public static Optional<Scenario> named(String name) {
        return Optional.ofNullable(byName().get(name));
    }
}
