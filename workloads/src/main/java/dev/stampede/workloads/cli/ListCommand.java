package dev.stampede.workloads.cli;

import dev.stampede.checker.findings.CatalogueEntry;
import dev.stampede.checker.findings.FindingCatalogue;
import dev.stampede.checker.model.ObjectKinds;
import dev.stampede.checker.registry.Checks;
import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.tampering.EnsembleMutants;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists scenarios, variants, ensemble mutants, faults, checks and models. */
@Command(
        name = "list",
        description =
                "Lists scenarios, variants, ensemble mutants, faults, checks and models: the built-in ones, and those of jars on"
                        + " the class path.",
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {"  stampede list", "  stampede list faults", "  stampede list variants --json"})
final class ListCommand implements Callable<Integer> {
    private static final List<String> KINDS =
            List.of("scenarios", "variants", "ensemble-mutants", "faults", "checks", "models", "findings");

    @Parameters(
            paramLabel = "KIND",
            arity = "0..1",
            description = "scenarios, variants, ensemble-mutants, faults, checks, models or findings (known ones);"
                    + " default: all.")
    private @Nullable String kind;

    @Option(names = "--json", description = "Prints one JSON object on each line.")
    private boolean json;

    @Override
    public Integer call() {
        if (kind != null && !KINDS.contains(kind)) {
            throw new UsageException("there is no list of \"" + kind + "\"; " + NameSuggestions.hint(kind, KINDS));
        }
        for (String each : kind == null ? KINDS : List.of(kind)) {
            if (kind == null && !json) {
                System.out.println(each + ":");
            }
            list(each);
        }
        return ExitCode.VALID.number();
    }

    private void list(String each) {
        switch (each) {
            case "scenarios" ->
                Scenarios.all()
                        .forEach(s -> print(new JsonLine()
                                .with("kind", "scenario")
                                .with("name", s.name())
                                .with("description", s.description())));
            case "variants" -> Scenarios.all().forEach(this::variants);
            case "ensemble-mutants" ->
                EnsembleMutants.all()
                        .forEach(m -> print(new JsonLine()
                                .with("kind", "ensemble-mutant")
                                .with("name", m.name())
                                .with("shownBy", m.recipe())
                                .with(
                                        "expected",
                                        m.expected().stream()
                                                .map(ExpectedAnomaly::toString)
                                                .toList())
                                .with("description", m.description())));
            case "faults" -> faults();
            case "checks" ->
                Checks.names()
                        .forEach(name -> print(new JsonLine()
                                .with("kind", "check")
                                .with("name", name)
                                .with("description", Checks.description(name))));
            case "findings" -> FindingCatalogue.entries().forEach(this::finding);
            default ->
                ObjectKinds.all()
                        .forEach(model -> print(new JsonLine()
                                .with("kind", "model")
                                .with("name", model.name())
                                .with("description", model.description())));
        }
    }

    private void variants(Scenario scenario) {
        for (Variant variant : scenario.variants()) {
            print(new JsonLine()
                    .with("kind", "variant")
                    .with("scenario", scenario.name())
                    .with("name", variant.name())
                    .with("default", variant.equals(scenario.defaultVariant()))
                    .with("mutant", variant.mutant())
                    .with("args", variant.demands().options())
                    .with("description", variant.description()));
        }
    }

    private void faults() {
        for (FaultFamily family : FaultTypes.families()) {
            print(new JsonLine()
                    .with("kind", "fault")
                    .with("name", family.name())
                    .with("description", family.description()));
            for (FaultType type : family.types()) {
                print(new JsonLine()
                        .with("kind", "fault")
                        .with("name", type.fullName())
                        .with("description", type.description()));
            }
        }
    }

    private void finding(CatalogueEntry entry) {
        List<String> signatures = entry.signatures();
        print(new JsonLine()
                .with("kind", "finding")
                .with("name", entry.id())
                .with("library", entry.library().title())
                .with("versions", entry.affected().toString())
                .with("characteristic", entry.characteristic())
                .with("description", entry.title())
                .with("cause", entry.cause())
                .with("signatures", signatures)
                .with("broken", entry.broken().sentence())
                .with("workAround", entry.workAround())
                .with("link", entry.link())
                .with("issue", entry.tracked()));
        if (!json) {
            detail(entry.library().title() + " " + entry.affected()
                    + (entry.tracked() ? "" : "; no issue of " + entry.library().title() + " is known"));
            detail((entry.characteristic() ? "" : "possible cause of ") + String.join(", ", signatures));
            detail("cause: " + entry.cause());
            detail("broken: \"" + entry.broken().sentence() + "\"");
            detail("work-around: " + entry.workAround());
            detail(entry.link());
        }
    }

    private static void detail(String text) {
        System.out.printf("  %-28s %s%n", "", text);
    }

    private void print(JsonLine line) {
        if (json) {
            line.print(System.out);
            return;
        }
        Object scenario = line.fields().get("scenario");
        String name = (scenario == null ? "" : scenario + " ") + line.fields().get("name");
        String marks = Boolean.TRUE.equals(line.fields().get("default")) ? " (default)" : "";
        String mutant = Boolean.TRUE.equals(line.fields().get("mutant")) ? " [mutant]" : "";
        System.out.printf("  %-28s %s%s%s%n", name, line.fields().get("description"), marks, mutant);
    }
}
