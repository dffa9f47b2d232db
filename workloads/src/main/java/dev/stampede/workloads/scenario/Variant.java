package dev.stampede.workloads.scenario;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A variant of a scenario: the naive one, a recipe of Curator, a user's class, or a mutant, which is broken on purpose.
 *
 * @param expected the expected anomalies of a mutant, of which every run must show at least one; empty for other
 *     variants
 * @param driver the name of the {@link ClientDriver} class that each client runs
 * @param settings the settings of the driver; tests may override them
 * @param store whether the clients write to the fenced store
 * @param checks the checks that judge a run
 * @param demands the defaults for a run of this variant
 */
public record Variant(
        String scenario,
        String name,
        String description,
        List<ExpectedAnomaly> expected,
        String driver,
        Map<String, String> settings,
        boolean store,
        List<CheckSpec> checks,
        RunDemands demands) {

    public Variant {
        expected = List.copyOf(expected);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        checks = List.copyOf(checks);
    }

    /** Whether the variant is broken on purpose. */
    public boolean mutant() {
        return !expected.isEmpty();
    }

    /** Scenario and variant, as in signatures: {@code lock/naive}. */
    public String recipe() {
        return scenario + "/" + name;
    }

    /** This variant with some settings replaced. */
    public Variant with(Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(overrides);
        return new Variant(scenario, name, description, expected, driver, all, store, checks, demands);
    }

    /** This variant as a mutant that must show one of these anomalies. */
    public Variant expecting(List<ExpectedAnomaly> anomalies) {
        return new Variant(scenario, name, description, anomalies, driver, settings, store, checks, demands);
    }

    /** This variant with other checks. */
    public Variant checking(List<CheckSpec> others) {
        return new Variant(scenario, name, description, expected, driver, settings, store, others, demands);
    }

    /** This variant with an additional check without parameters. */
    public Variant alsoChecking(String check) {
        List<CheckSpec> more = new ArrayList<>(checks);
        more.add(new CheckSpec(check, Map.of()));
        return checking(more);
    }

    /** This variant with other demands. */
    public Variant demanding(RunDemands others) {
        return new Variant(scenario, name, description, expected, driver, settings, store, checks, others);
    }
}
