package dev.stampede.workloads.cli;

import dev.stampede.workloads.campaign.Campaign;
import dev.stampede.workloads.campaign.CampaignJob;
import dev.stampede.workloads.campaign.CampaignTables;
import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.scenario.ExpectedAnomaly;
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
        name = "mutants",
        description = {
            "Runs all mutants (variants that are broken on purpose), each under the faults that it needs, and prints a table:"
                    + " which check caught which mutant, under which fault, after how many seconds. Each run ends as soon as"
                    + " the anomaly that its mutant must show is certain.",
            "Exit code 0: every mutant showed that anomaly in every run; 1: one did not; 2: runs are missing.",
            "May be interrupted at any time. It then prints the table so far. Run it again with the same --out to resume."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede mutants --seeds 3 --out target/mutants",
            "  stampede mutants --scenario lock --variant careless-release,unfenced",
            "  stampede mutants --print-only --out target/mutants"
        })
final class MutantsCommand implements Callable<Integer> {
    private static final int SEEDS = 3;

    @Mixin
    private CampaignOptions options = new CampaignOptions();

    @Option(
            names = "--time",
            converter = Durations.class,
            description = "The greatest length of the chaos phase where a mutant demands none; default: 25s.")
    private Duration time = Duration.ofSeconds(25);

    @Override
    public Integer call() throws IOException {
        List<CampaignJob> jobs = JobSelection.mutants(options.variants(), options.seed(), options.seeds(SEEDS), time);
        Map<String, CampaignJob> byId =
                jobs.stream().collect(Collectors.toMap(CampaignJob::id, job -> job, (one, same) -> one));
        Campaign.Result result = options.run(jobs, CampaignTables::mutants);
        if (result.entries().stream().anyMatch(e -> !showedWhatItMust(byId.get(e.id()), e))) {
            return ExitCode.INVALID.number();
        }
        return (result.complete() ? ExitCode.VALID : ExitCode.INCONCLUSIVE).number();
    }

    private static boolean showedWhatItMust(@Nullable CampaignJob job, JobResult result) {
        return job != null
                && job.variant().expected().stream()
                        .map(ExpectedAnomaly::toString)
                        .anyMatch(result.violations()::contains);
    }
}
