package dev.stampede.workloads.cli;

import dev.stampede.workloads.campaign.Campaign;
import dev.stampede.workloads.campaign.CampaignTables;
import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.tampering.EnsembleMutant;
import dev.stampede.workloads.tampering.EnsembleMutants;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs every ensemble mutant, and prints the guarantee whose violation was found. */
@Command(
        name = EnsembleMutantsCommand.NAME,
        description = {
            "Runs all ensemble mutants, each in a run of a correct variant without faults: an ensemble that lies to its"
                    + " clients breaks a guarantee of ZooKeeper. Prints a table: which check found which violation,"
                    + " after how many seconds, and which layer it blames. Each run ends as soon as the expected"
                    + " violation is certain.",
            "Exit code 0: every run showed the expected violation and blamed ZooKeeper only; 1: one did not; 2: runs"
                    + " are missing.",
            "May be interrupted at any time. It then prints the table so far. Run it again with the same --out to"
                    + " resume."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede ensemble-mutants --seeds 3 --out target/ensemble-mutants",
            "  stampede ensemble-mutants --mutant swallows-set,drops-event",
            "  stampede ensemble-mutants --print-only --out target/ensemble-mutants"
        })
final class EnsembleMutantsCommand implements Callable<Integer> {
    static final String NAME = "ensemble-mutants";

    @Mixin
    private CampaignOptions options = new CampaignOptions();

    @Option(
            names = "--mutant",
            paramLabel = "NAME",
            split = ",",
            description = "Selects these ensemble mutants; see: list ensemble-mutants. Default: all of the selected"
                    + " variants.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--time",
            converter = Durations.class,
            description = "The longest duration of the lies of a run; default: 25s.")
    private Duration time = Duration.ofSeconds(25);

    @Override
    public Integer call() throws IOException {
        Set<String> recipes = options.variants().stream().map(Variant::recipe).collect(Collectors.toSet());
        List<EnsembleMutant> mutants = (names.isEmpty()
                        ? EnsembleMutants.all()
                        : names.stream().map(EnsembleMutantsCommand::named).toList())
                .stream().filter(mutant -> recipes.contains(mutant.recipe())).toList();
        Campaign.Result result = options.run(
                NAME,
                JobSelection.ensembleMutants(mutants, Scenarios.variants(), options.seed(), options.seeds(1), time),
                CampaignTables::ensembleMutants);
        return exitCode(result.entries(), result.complete()).number();
    }

    private static EnsembleMutant named(String name) {
        return EnsembleMutants.named(name)
                .orElseThrow(() -> new UsageException("there is no ensemble mutant \"" + name + "\"; "
                        + NameSuggestions.hint(
                                name,
                                EnsembleMutants.all().stream()
                                        .map(EnsembleMutant::name)
                                        .toList())));
    }

    /** INVALID if a run did not show what its mutant must show; otherwise INCONCLUSIVE if results are missing. */
    static ExitCode exitCode(List<JobResult> results, boolean complete) {
        if (!results.stream().allMatch(JobResult::showedBrokenGuarantee)) {
            return ExitCode.INVALID;
        }
        return complete ? ExitCode.VALID : ExitCode.INCONCLUSIVE;
    }
}
