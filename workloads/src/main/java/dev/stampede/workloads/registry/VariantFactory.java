package dev.stampede.workloads.registry;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.workloads.client.ClientDriver;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Creates the variants of one scenario.
 *
 * @param defaults the settings of every variant that does not override them
 */
record VariantFactory(String scenario, Map<String, String> defaults) {
    VariantFactory {
        defaults = Map.copyOf(defaults);
    }

    /** A correct variant without demands on the run. */
    Variant correct(
            String name,
            String description,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            List<CheckSpec> checks) {
        return create(name, description, List.of(), driver, overrides, checks, RunDemands.none());
    }

    /** A variant, which is correct if no anomaly is expected. */
    Variant create(
            String name,
            String description,
            List<ExpectedAnomaly> expected,
            Class<? extends ClientDriver> driver,
            Map<String, String> overrides,
            List<CheckSpec> checks,
            RunDemands demands) {
        Map<String, String> settings = new TreeMap<>(defaults);
        settings.putAll(overrides);
        return new Variant(scenario, name, description, expected, driver.getName(), settings, false, checks, demands);
    }
}
