package dev.stampede.workloads.cli;

import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import java.util.List;

/** Selects the variants of commands that execute many runs by the names of scenarios and variants. Stateless. */
final class VariantSelection {
    private VariantSelection() {}

    /**
     * The variants of these scenarios with these names; no names select all.
     *
     * @throws UsageException if there is no scenario or variant with one of the names
     */
    static List<Variant> of(List<String> scenarios, List<String> variants) {
        require(scenarios, Scenarios.all().stream().map(Scenario::name).toList(), "scenario");
        require(
                variants,
                Scenarios.variants().stream().map(Variant::name).distinct().toList(),
                "variant");
        return Scenarios.variants().stream()
                .filter(v -> scenarios.isEmpty() || scenarios.contains(v.scenario()))
                .filter(v -> variants.isEmpty() || variants.contains(v.name()))
                .toList();
    }

    private static void require(List<String> names, List<String> known, String what) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UsageException(
                        "there is no " + what + " \"" + name + "\"; " + NameSuggestions.hint(name, known));
            }
        }
    }
}
