package dev.stampede.workloads.scenario;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A variant of a scenario: the naive one, a recipe, the user's own class, or a mutant, which is broken on purpose.
 *
 * @param expected the anomalies of which every run of a mutant must show at least one; empty for a variant that is no mutant
 * @param driver the name of the {@link ClientDriver} class of each of its clients
 * @param settings of the driver; tests may override them
 * @param store whether its clients write to the fenced store
 * @param checks the checks that decide about it
 * @param demands what a run of it uses where the user gives nothing else
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

    /** Whether it is broken on purpose. */
    public boolean mutant() {
        return !expected.isEmpty();
    }

    /** Scenario and variant, as in signatures: {@code lock/naive}. */
    public String recipe() {
        return scenario + "/" + name;
    }

    /** The same variant with some settings replaced. */
    public Variant with(Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(overrides);
        return new Variant(scenario, name, description, expected, driver, all, store, checks, demands);
    }

    /** The same variant, as one that must show one of these anomalies. */
    public Variant expecting(List<ExpectedAnomaly> anomalies) {
        return new Variant(scenario, name, description, anomalies, driver, settings, store, checks, demands);
    }

    /** The same variant with other checks. */
    public Variant checking(List<CheckSpec> others) {
        return new Variant(scenario, name, description, expected, driver, settings, store, others, demands);
    }

    /** The same variant with other demands. */
    public Variant demanding(RunDemands others) {
        return new Variant(scenario, name, description, expected, driver, settings, store, checks, others);
    }
}
