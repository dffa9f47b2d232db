package dev.stampede.workloads.cli;

import dev.stampede.checker.check.Verdict;
import dev.stampede.workloads.campaign.Campaign;
import dev.stampede.workloads.campaign.CampaignTables;
import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.campaign.JobSelection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs every correct form under faults, and prints what it came to. */
@Command(
        name = "campaign",
        description = {
            "Runs every form that is not broken on purpose for several seeds with all faults mixed, and prints a table: how"
                    + " many runs were valid, with which caveats, and what was found, with its plan and its history.",
            "Ends with 0 if every run was valid, 1 if one was invalid, 2 if one was inconclusive or is missing, 3 if the"
                    + " harness failed in one.",
            "Can be interrupted at any time: it then prints the table so far, and goes on from there when it is begun again."
        },
        mixinStandardHelpOptions = true)
final class CampaignCommand implements Callable<Integer> {
    private static final int SEEDS = 5;

    @Mixin
    private CampaignOptions options = new CampaignOptions();

    @Option(
            names = "--time",
            converter = Durations.class,
            description = "How long the chaos phase is; default: 20s, room for two faults of each family.")
    private Duration time = Duration.ofSeconds(20);

    @Option(
            names = "--faults",
            paramLabel = "a,b",
            description =
                    "A mix of fault families or shapes; may be given several times, for several mixes. When not given:"
                            + " all faults that need no worker JVMs.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--workers",
            description = "With clients in worker JVMs, and client-kill and client-pause in the mix too.")
    private boolean workers;

    @Option(
            names = "--all",
            description = "All by all, for the night: each family alone, all mixed, and all mixed with worker JVMs.")
    private boolean all;

    @Override
    public Integer call() throws IOException {
        Campaign.Result result = options.make(
                JobSelection.forms(options.variants(), mixes(), options.seed(), options.seeds(SEEDS), time),
                CampaignTables::forms);
        List<ExitCode> codes = new ArrayList<>();
        result.entries().forEach(e -> codes.add(code(e)));
        if (!result.complete()) {
            codes.add(ExitCode.INCONCLUSIVE);
        }
        return ExitCode.worst(codes).number();
    }

    private List<List<String>> mixes() {
        if ((all ? 1 : 0) + (workers ? 1 : 0) + (faults.isEmpty() ? 0 : 1) > 1) {
            throw new UsageException("expected one of --faults, --workers and --all, found several");
        }
        if (all) {
            return JobSelection.allByAll();
        }
        if (workers) {
            return List.of(JobSelection.mixedWithWorkers());
        }
        return faults.isEmpty()
                ? List.of(JobSelection.mixed())
                : faults.stream().map(mix -> List.of(mix.split(",", -1))).toList();
    }

    private static ExitCode code(JobResult entry) {
        return entry.verdict().equals(JobResult.FAILED)
                ? ExitCode.HARNESS_ERROR
                : ExitCode.of(Verdict.valueOf(entry.verdict()));
    }
}
