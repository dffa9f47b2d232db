package dev.stampede.workloads.cli;

import dev.stampede.workloads.campaign.Campaign;
import dev.stampede.workloads.campaign.CampaignTables;
import dev.stampede.workloads.campaign.JobSelection;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs every mutant, and prints the check that caught each. */
@Command(
        name = "mutants",
        description = {
            "Runs all mutants (variants that are broken on purpose), each under the faults that it needs, and prints a table:"
                    + " which check caught which mutant, under which fault, after how many seconds.",
            "Exit code 0: every mutant was caught in every run; 1: one was not; 2: runs are missing.",
            "May be interrupted at any time. It then prints the table so far. Run it again with the same --out to resume."
        },
        mixinStandardHelpOptions = true)
final class MutantsCommand implements Callable<Integer> {
    private static final int SEEDS = 3;

    @Mixin
    private CampaignOptions options = new CampaignOptions();

    @Option(
            names = "--time",
            converter = Durations.class,
            description = "The length of the chaos phase where a mutant demands none; default: 25s.")
    private Duration time = Duration.ofSeconds(25);

    @Override
    public Integer call() throws IOException {
        Campaign.Result result = options.run(
                JobSelection.mutants(options.variants(), options.seed(), options.seeds(SEEDS), time),
                CampaignTables::mutants);
        if (result.entries().stream().anyMatch(e -> e.caughtBy() == null)) {
            return ExitCode.INVALID.number();
        }
        return (result.complete() ? ExitCode.VALID : ExitCode.INCONCLUSIVE).number();
    }
}
