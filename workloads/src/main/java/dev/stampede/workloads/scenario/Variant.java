package dev.stampede.workloads.scenario;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A form of a scenario: the naive one, a recipe, the user's own class, or a mutant.
 *
 * @param mutant whether it is broken on purpose
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
        boolean mutant,
        String driver,
        Map<String, String> settings,
        boolean store,
        List<CheckSpec> checks,
        RunDemands demands) {

    public Variant {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        checks = List.copyOf(checks);
    }

    /** Scenario and form, as in signatures: {@code lock/naive}. */
    public String recipe() {
        return scenario + "/" + name;
    }

    /** The same variant with some settings replaced. */
    public Variant with(Map<String, String> overrides) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(overrides);
        return new Variant(scenario, name, description, mutant, driver, all, store, checks, demands);
    }

    /** The same variant with other checks. */
    public Variant checking(List<CheckSpec> others) {
        return new Variant(scenario, name, description, mutant, driver, settings, store, others, demands);
    }

    /** The same variant with other demands. */
    public Variant demanding(RunDemands others) {
        return new Variant(scenario, name, description, mutant, driver, settings, store, checks, others);
    }
}
