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

/** Runs every correct variant under faults, and prints a table of the results. */
@Command(
        name = CampaignCommand.NAME,
        description = {
            "Runs all correct variants with several seeds under a mix of faults, and prints a table: the number of valid runs,"
                    + " their caveats, and each finding with its plan and its history.",
            "Exit code 0: every run was valid; 1: one was invalid; 2: one was inconclusive or is missing; 3: the harness"
                    + " failed in one.",
            "May be interrupted at any time. It then prints the table so far. Run it again with the same --out to resume."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede campaign --seeds 5 --out target/campaign",
            "  stampede campaign --scenario lock,election --faults partition,kill --time 30s",
            "  stampede campaign --all --at-once 4 --out target/night",
            "  stampede campaign --seeds 5 --shard 1/3 --out target/shard-1",
            "  stampede campaign --print-only --out target/campaign"
        })
final class CampaignCommand implements Callable<Integer> {
    static final String NAME = "campaign";

    private static final int SEEDS = 5;

    @Mixin
    private CampaignOptions options = new CampaignOptions();

    @Option(
            names = "--time",
            converter = Durations.class,
            description = "The length of the chaos phase; default: 20s, which has room for two faults of each family.")
    private Duration time = Duration.ofSeconds(20);

    @Option(
            names = "--faults",
            paramLabel = "a,b",
            description =
                    "A mix of fault families or shapes; may be given several times, for several mixes. Default: all faults"
                            + " that need no worker JVMs.")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--workers",
            description = "Runs the clients in worker JVMs, and adds client-kill and client-pause to the mix.")
    private boolean workers;

    @Option(
            names = "--all",
            description =
                    "Runs all mixes: each family alone, all mixed, and all mixed with worker JVMs. For a whole night.")
    private boolean all;

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Override
    public Integer call() throws IOException {
        baseline.read();
        Campaign.Result result = options.run(
                NAME,
                JobSelection.correct(options.variants(), mixes(), options.seed(), options.seeds(SEEDS), time),
                CampaignTables::variants);
        return exitCode(result.entries(), result.complete(), baseline).number();
    }

    /** The exit code of the most severe result; at least INCONCLUSIVE if results are missing. */
    static ExitCode exitCode(List<JobResult> results, boolean complete, BaselineOptions baseline) {
        List<ExitCode> codes = new ArrayList<>();
        results.forEach(e -> codes.add(code(e, baseline)));
        baseline.printRemarks(System.err);
        if (!complete) {
            codes.add(ExitCode.INCONCLUSIVE);
        }
        return ExitCode.worst(codes);
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

    private static ExitCode code(JobResult entry, BaselineOptions baseline) {
        ExitCode code = entry.verdict().equals(JobResult.FAILED)
                ? ExitCode.HARNESS_ERROR
                : ExitCode.of(Verdict.valueOf(entry.verdict()));
        BaselineOptions.Outcome outcome =
                baseline.judge(entry.recipe(), code, entry.violationSignatures(), entry.reason() != null);
        outcome.note().ifPresent(note -> System.err.println(entry.id() + ": " + note));
        return outcome.code();
    }
}
