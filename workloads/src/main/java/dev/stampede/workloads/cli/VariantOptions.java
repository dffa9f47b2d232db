package dev.stampede.workloads.cli;

import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that select what {@code run} runs: scenarios, their variants, and settings. */
final class VariantOptions {
    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..*",
            description = "The scenarios to run, each as SCENARIO or SCENARIO/VARIANT; see: list scenarios.")
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--all", description = "Runs all scenarios; with --variant, all that have this variant.")
    private boolean all;

    @Option(
            names = "--variant",
            paramLabel = "V",
            description = "A variant of the scenario, or the name of your own class. Default: the naive variant.")
    private @Nullable String variant;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Replaces a setting of the variant's driver; may be given several times.")
    private Map<String, String> settings = new TreeMap<>();

    /** The selected variants with their settings, in the order of the command line, each once. */
    List<Variant> variants() {
        if (all == !scenarios.isEmpty()) {
            throw new UsageException(
                    all
                            ? "expected scenarios or --all, found both: " + String.join(" ", scenarios) + " --all"
                            : "expected a scenario, or --all; there are: " + String.join(", ", names()));
        }
        Set<Variant> selected = new LinkedHashSet<>();
        if (all) {
            Scenarios.all().forEach(scenario -> selected.addAll(inAll(scenario)));
        } else {
            scenarios.forEach(text -> selected.add(named(text)));
        }
        if (selected.isEmpty()) {
            throw new UsageException("no scenario has a variant \"" + variant + "\"; "
                    + NameSuggestions.hint(
                            String.valueOf(variant),
                            Scenarios.variants().stream()
                                    .map(Variant::name)
                                    .distinct()
                                    .toList()));
        }
        return selected.stream().map(this::withSettings).toList();
    }

    private List<Variant> inAll(Scenario scenario) {
        return variant == null
                ? List.of(scenario.defaultVariant())
                : scenario.variants().stream()
                        .filter(v -> v.name().equals(variant))
                        .toList();
    }

    private Variant named(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0 && variant != null) {
            throw new UsageException("expected the variant once, found both " + text + " and --variant " + variant);
        }
        String scenario = slash < 0 ? text : text.substring(0, slash);
        Scenario known = Scenarios.named(scenario)
                .orElseThrow(() -> new UsageException(
                        "there is no scenario \"" + scenario + "\"; " + NameSuggestions.hint(scenario, names())));
        String name = slash < 0 ? variant : text.substring(slash + 1);
        return name == null ? known.defaultVariant() : variant(known, name);
    }

    private static Variant variant(Scenario scenario, String name) {
        return scenario.variant(name)
                .orElseThrow(() -> new UsageException("there is no variant \"" + name + "\" of " + scenario.name()
                        + "; "
                        + NameSuggestions.hint(
                                name,
                                scenario.variants().stream().map(Variant::name).toList())));
    }

    private static List<String> names() {
        return Scenarios.all().stream().map(Scenario::name).toList();
    }

    private Variant withSettings(Variant chosen) {
        for (String name : settings.keySet()) {
            if (!chosen.settings().containsKey(name)) {
                throw new UsageException("there is no setting \"" + name + "\" of " + chosen.recipe() + "; "
                        + NameSuggestions.hint(name, chosen.settings().keySet()));
            }
        }
        return chosen.with(settings);
    }
}
