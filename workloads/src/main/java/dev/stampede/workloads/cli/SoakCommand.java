package dev.stampede.workloads.cli;

import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.soak.Soak;
import dev.stampede.workloads.soak.SoakConfig;
import dev.stampede.workloads.soak.SoakReport;
import dev.stampede.workloads.soak.SoakResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs correct variants for hours, and measures the harness. */
@Command(
        name = "soak",
        description = {
            "Runs all correct variants under all faults mixed for hours, measures the heap, threads, file descriptors,"
                    + " child processes and temporary files of the harness between the runs, and prints a table with"
                    + " the trends.",
            "Exit code 0: no leak and no false alarm; 1: a leak, or a correct variant was judged invalid because of an"
                    + " unknown finding that the baseline does not list; 2: too few samples for a trend, or most runs were inconclusive; 3: the"
                    + " harness failed in a run.",
            "May be interrupted at any time; it then prints the result so far. Run it again with the same --out to continue."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede soak --time 60m --out target/soak",
            "  stampede soak --time 8h --at-once 2 --scenario lock,election",
            "  stampede soak --print-only --out target/soak"
        })
final class SoakCommand implements Callable<Integer> {
    private static final int MAX_AT_ONCE = 16;

    @Option(
            names = "--time",
            converter = Durations.class,
            description = "The duration of the soak; no run is started later. Default: 60m.")
    private Duration time = Duration.ofMinutes(60);

    @Option(
            names = "--run-time",
            converter = Durations.class,
            description =
                    "The length of the chaos phase of each run; default: 20s, which has room for two faults of each family.")
    private Duration runTime = Duration.ofSeconds(20);

    @Option(names = "--scenario", paramLabel = "S", split = ",", description = "Selects these scenarios; default: all.")
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--variant", paramLabel = "V", split = ",", description = "Selects these variants; default: all.")
    private List<String> variants = new ArrayList<>();

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description = "The number of concurrent runs; the harness is measured when all have ended. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int atOnce = 1;

    @Option(names = "--seed", paramLabel = "N", description = "The first seed; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The folder for soak.jsonl (a line for each sample), soak.md (the table) and the runs that were not"
                            + " valid. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("target", "soak");

    @Option(names = "--print-only", description = "Executes no runs, and prints the table of the recorded results.")
    private boolean printOnly;

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Override
    public Integer call() throws IOException {
        baseline.read();
        if (atOnce < 1 || atOnce > MAX_AT_ONCE) {
            throw new UsageException("expected --at-once 1 to " + MAX_AT_ONCE + ", found " + atOnce);
        }
        List<Variant> correct = VariantSelection.of(scenarios, variants).stream()
                .filter(variant -> !variant.mutant())
                .toList();
        if (correct.isEmpty()) {
            throw new UsageException("these options select no correct variant; see: list variants");
        }
        SoakConfig config = new SoakConfig(correct, time, runTime, atOnce, seed);
        SoakResult result = printOnly
                ? Soak.recorded(out)
                : new Soak(config, EnsembleKind.configured(), out, System.err::println).run();
        System.out.print(SoakReport.markdown(result));
        return code(result, baseline).number();
    }

    static ExitCode code(SoakResult result, BaselineOptions baseline) {
        List<ExitCode> codes = new ArrayList<>();
        if (!result.leaks().isEmpty()) {
            codes.add(ExitCode.INVALID);
        }
        List<JobResult> alarms = result.falseAlarms();
        for (JobResult run : result.runs()) {
            ExitCode judged = alarms.contains(run) ? ExitCode.INVALID : ExitCode.VALID;
            BaselineOptions.Outcome outcome = baseline.judge(run.recipe(), judged, run.violationSignatures(), false);
            outcome.note().ifPresent(note -> System.err.println(run.id() + ": " + note));
            codes.add(outcome.code());
        }
        baseline.printRemarks(System.err);
        if (!result.failures().isEmpty()) {
            codes.add(ExitCode.HARNESS_ERROR);
        }
        if (result.inconclusive().isPresent()) {
            codes.add(ExitCode.INCONCLUSIVE);
        }
        return ExitCode.worst(codes);
    }
}
