package dev.stampede.workloads.cli;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.nemesis.ensemble.ZooCfg;
import dev.stampede.reports.index.RunIndex;
import dev.stampede.workloads.run.RecordedData;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.run.RunConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a recorded run again. */
@Command(
        name = "replay",
        description = {
            "Runs a recorded run again: the same variant with the same settings, checks, plan, seed and ensemble, as "
                    + RunConfigFile.NAME + " in its folder says.",
            "A run with a user's class needs this class on the class path: use the command that the run and its report print."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede replay target/chaos/lock-naive-seed42 --times 20",
            "  stampede replay target/chaos/lock-naive-seed42"
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int MAX_TIMES = 10_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "RUN_DIR",
            description = "The folder of the recorded run, or a " + RunConfigFile.NAME + " file.")
    private Path run = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder in which the new run creates its own; default: where the recorded run is.")
    private @Nullable Path out;

    @Option(
            names = "--times",
            paramLabel = "N",
            description =
                    "The number of replays; with several, prints how often the run fails again, by signature, with"
                            + " 95 %% confidence intervals. Default: ${DEFAULT-VALUE}.")
    private int times = 1;

    @Option(
            names = "--json",
            description = "Prints one JSON object for each replay, and one for all of several, on standard output.")
    private boolean json;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Replaces a setting of the variant's driver, such as a secret, which is not recorded.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A zoo.cfg whose settings override the recorded ones, such as secrets, which are not recorded.")
    private @Nullable Path zooCfg;

    @Option(names = "--redact", description = "Records hashes in place of the data of znodes, as in run.")
    private boolean redact;

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Override
    public Integer call() throws InterruptedException, IOException {
        baseline.read();
        if (times < 1 || times > MAX_TIMES) {
            throw new UsageException("expected --times 1 to " + MAX_TIMES + ", found " + times);
        }
        Path file = RunFiles.config(run).toAbsolutePath().normalize();
        RunConfig config = changed(RunConfigFile.read(file));
        config.classPath().requireUserClasses(RunFiles.folderOf(file));
        config.ensemble().applyProperties();
        Path recorded = RunFiles.folderOf(file);
        Path folderOfRuns = RunFiles.folderOf(recorded);
        RunExecution execution = new RunExecution(
                out == null ? folderOfRuns : out,
                json,
                Main.style(spec),
                times == 1 ? RunExecution.Detail.FULL : RunExecution.Detail.ONE_LINE,
                baseline);
        Set<String> signatures =
                times == 1 ? Set.of() : signatures(folderOfRuns, String.valueOf(recorded.getFileName()));
        try {
            for (int n = 0; n < times && execution.worst() != ExitCode.BAD_USAGE; n++) {
                execution.run(config);
            }
        } finally {
            if (times > 1) {
                print(new ReplayStatistics(
                        execution.verdicts(),
                        execution.runs() - execution.verdicts().size(),
                        signatures));
            }
            baseline.printRemarks(System.err);
        }
        return execution.worst().number();
    }

    private RunConfig changed(RunConfig recorded) {
        RunConfig config = recorded.withVariant(recorded.variant().with(settings));
        if (zooCfg != null) {
            Map<String, String> members = new TreeMap<>(config.ensemble().zooCfg());
            members.putAll(ZooCfg.read(zooCfg));
            config = config.withEnsemble(config.ensemble().withZooCfg(members));
        }
        return redact ? config.withData(RecordedData.HASHED) : config;
    }

    /** The signatures of the violations of the recorded run, from the index beside it; empty if there is no index. */
    private static Set<String> signatures(Path folder, String name) throws IOException {
        return RunIndex.read(folder.resolve(RunIndex.RUNS)).runs().stream()
                .filter(summary -> summary.folder().equals(name))
                .flatMap(summary -> summary.findings().stream())
                .filter(finding -> !finding.caveat())
                .map(f -> new Anomaly.Signature(f.check(), f.kind(), f.faultKinds(), f.recipe()).toString())
                .collect(Collectors.toSet());
    }

    private void print(ReplayStatistics statistics) {
        if (json) {
            statistics.json().print(System.out);
            System.err.print(statistics.text());
        } else {
            System.out.print(statistics.text());
        }
    }
}
