package dev.stampede.workloads.cli;

import dev.stampede.workloads.campaign.Campaign;
import dev.stampede.workloads.campaign.CampaignTables;
import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
import dev.stampede.workloads.scenario.Variant;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs every mutant, and prints the check that caught each. */
@Command(
        name = MutantsCommand.NAME,
        description = {
            "Runs all mutants (variants that are broken on purpose), each under the faults that it needs, and prints a"
                    + " table:"
                    + " which check caught which mutant, under which fault, after how many seconds. Each run ends as"
                    + " soon as"
                    + " the anomaly that its mutant must show is certain.",
            "There is no --baseline: a mutant must be INVALID.",
            "Exit code 0: every mutant showed that anomaly in every run; 1: one did not; 2: runs are missing.",
            "May be interrupted at any time. It then prints the table so far. Run it again with the same --out to"
                    + " resume."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede mutants --seeds 3 --out target/mutants",
            "  stampede mutants --scenario lock --variant careless-release,unfenced",
            "  stampede mutants --print-only --out target/mutants"
        })
final class MutantsCommand implements Callable<Integer> {
    static final String NAME = "mutants";

    private static final int SEEDS = 3;

    @Mixin
    private CampaignOptions options = new CampaignOptions();

    @Option(
            names = "--time",
            converter = Durations.class,
            description = "The longest chaos phase of mutants that do not demand another; default: 25s.")
    private Duration time = Duration.ofSeconds(25);

    @Override
    public Integer call() throws IOException {
        Campaign.Result result = options.run(
                NAME,
                JobSelection.mutants(options.variants(), options.seed(), options.seeds(SEEDS), time),
                CampaignTables::mutants);
        return exitCode(result.entries(), result.complete()).number();
    }

    /** INVALID if a mutant did not show an expected anomaly; otherwise INCONCLUSIVE if results are missing. */
    static ExitCode exitCode(List<JobResult> results, boolean complete) {
        Map<String, Variant> byName = Scenarios.variants().stream()
                .collect(Collectors.toMap(Variant::recipe, variant -> variant, (one, same) -> one));
        if (results.stream().anyMatch(r -> !showedExpected(byName.get(r.scenario() + "/" + r.variant()), r))) {
            return ExitCode.INVALID;
        }
        return complete ? ExitCode.VALID : ExitCode.INCONCLUSIVE;
    }

    private static boolean showedExpected(@Nullable Variant mutant, JobResult result) {
        return mutant != null
                && mutant.expected().stream().map(ExpectedAnomaly::toString).anyMatch(result.violations()::contains);
    }
}
