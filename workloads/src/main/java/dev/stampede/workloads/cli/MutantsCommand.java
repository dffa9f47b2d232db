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

/** Runs every mutant, and prints which check caught which. */
@Command(
        name = "mutants",
        description = {
            "Runs every form that is broken on purpose, with the faults that it needs to show itself, and prints a table: which"
                    + " check caught which mutant, under which fault, after how many seconds.",
            "Ends with 0 if every mutant was caught in every run, 1 if one was not, 2 if runs are missing.",
            "Can be interrupted at any time: it then prints the table so far, and goes on from there when it is begun again."
        },
        mixinStandardHelpOptions = true)
final class MutantsCommand implements Callable<Integer> {
    private static final int SEEDS = 3;

    @Mixin
    private CampaignOptions options = new CampaignOptions();

    @Option(
            names = "--time",
            converter = Durations.class,
            description = "How long the chaos phase is where a mutant does not say; default: 25s.")
    private Duration time = Duration.ofSeconds(25);

    @Override
    public Integer call() throws IOException {
        Campaign.Result result = options.make(
                JobSelection.mutants(options.variants(), options.seed(), options.seeds(SEEDS), time),
                CampaignTables::mutants);
        if (result.entries().stream().anyMatch(e -> e.caughtBy() == null)) {
            return ExitCode.INVALID.number();
        }
        return (result.complete() ? ExitCode.VALID : ExitCode.INCONCLUSIVE).number();
    }
}
