package dev.stampede.workloads.cli;

import dev.stampede.nemesis.plan.PlanFile;
import dev.stampede.workloads.run.DryRun;
import dev.stampede.workloads.run.PlanSource;
import dev.stampede.workloads.run.RecordedData;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs scenarios and prints their verdicts. */
@Command(
        name = "run",
        description = {
            "Runs scenarios under faults, judges each run and writes its report.",
            "Several runs end with a table; the exit code is that of the most severe result."
        },
        mixinStandardHelpOptions = true,
        footerHeading = Main.EXAMPLES,
        footer = {
            "  stampede run lock --faults partition,session-expiry --time 30s --seed 42",
            "  stampede run lock/fair-queue election/leader-latch --faults kill --seeds 3",
            "  stampede run --all --faults partition --time 20s --out target/all",
            "  stampede run lock --variant com.example.MyLock --faults partition:leader",
            "  stampede run lock --ensemble containers --faults disk:full --time 60s"
        })
final class RunCommand implements Callable<Integer> {
    private static final int MAX_SEEDS = 100_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private VariantOptions selection = new VariantOptions();

    @Option(
            names = "--faults",
            paramLabel = "a,b",
            split = ",",
            description = "Fault families or shapes; see: list faults. Default: none, or what a mutant needs.")
    private @Nullable List<String> faults;

    @Option(
            names = "--time",
            converter = Durations.class,
            description = "The duration of the chaos phase, such as 30s; default: 30s, or what a mutant needs.")
    private @Nullable Duration time;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed, or the first of several; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "The number of runs of each variant, with consecutive seeds; default: ${DEFAULT-VALUE}.")
    private int seeds = 1;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "The number of clients; default: 5, or what a mutant needs.")
    private @Nullable Integer clients;

    @Option(
            names = "--client-jvms",
            paramLabel = "N",
            description =
                    "The number of worker JVMs that the clients run in; 0: in this JVM. Default: 0, or what a mutant"
                            + " needs.")
    private @Nullable Integer clientJvms;

    @Mixin
    private EnsembleOptions ensemble = new EnsembleOptions();

    @Option(
            names = "--audit",
            paramLabel = "FORM",
            description = "plain, or thorough: kills and restarts all members, then audits them again.")
    private RunConfig.Audit audit = RunConfig.Audit.PLAIN;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Executes a plan that a run saved, instead of drawing one. (See also: replay.)")
    private @Nullable Path plan;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder in which each run creates its own; default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("target", "chaos");

    @Option(
            names = "--redact",
            description =
                    "Records hashes in place of the data of znodes; equal data has equal hashes, so that the checks"
                            + " work as before. Copies of the members' folders are not kept. Secrets are never recorded.")
    private boolean redact;

    @Option(
            names = "--dry-run",
            description =
                    "Prints the steps of the run without executing them; starts no ensemble and connects to none.")
    private boolean dryRun;

    @Mixin
    private BaselineOptions baseline = new BaselineOptions();

    @Option(names = "--json", description = "Prints one JSON object for each run on standard output.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        List<RunConfig> configs = configs();
        if (dryRun) {
            return dryRun(configs).number();
        }
        baseline.read();
        RunExecution execution = new RunExecution(out, json, Main.style(spec), RunExecution.Detail.FULL, baseline);
        try {
            for (RunConfig config : configs) {
                for (long s = seed; s < seed + seeds; s++) {
                    if (execution.run(config.withSeed(s)) == ExitCode.BAD_USAGE) {
                        break;
                    }
                }
            }
        } finally {
            execution.printTable();
        }
        return execution.worst().number();
    }

    /** Prints the steps of each run; returns 64 if a run would be refused. */
    private ExitCode dryRun(List<RunConfig> configs) {
        ExitCode worst = ExitCode.VALID;
        for (RunConfig config : configs) {
            for (long s = seed; s < seed + seeds; s++) {
                DryRun steps = DryRun.of(config.withSeed(s));
                worst = steps.allowed() ? worst : ExitCode.BAD_USAGE;
                if (json) {
                    new JsonLine()
                            .with("run", config.variant().recipe() + " seed " + s)
                            .with("allowed", steps.allowed())
                            .with("steps", steps.lines())
                            .with("refusals", steps.refusals())
                            .print(System.out);
                } else {
                    steps.lines().forEach(System.out::println);
                    steps.refusals().forEach(reason -> System.out.println("refused: " + reason));
                }
            }
        }
        return worst;
    }

    /** The configuration of the first seed of each variant; the command line is checked before any run starts. */
    List<RunConfig> configs() {
        if (seeds < 1 || seeds > MAX_SEEDS) {
            throw new UsageException("expected --seeds 1 to " + MAX_SEEDS + ", found " + seeds);
        }
        return selection.variants().stream().map(this::config).toList();
    }

    /** Options that are not given have the value that the variant demands, or else the default. */
    private RunConfig config(Variant variant) {
        RunDemands demands = plan == null ? variant.demands() : RunDemands.none();
        PlanSource source = plan == null
                ? new PlanSource.Drawn(faults == null ? demands.faults() : faults)
                : new PlanSource.Fixed(PlanFile.read(plan));
        return RunConfig.of(variant)
                .withSeed(seed)
                .withPlan(source)
                .withTime(first(time, demands.time(), RunConfig.DEFAULT_TIME))
                .withClients(
                        first(clients, demands.clients(), RunConfig.DEFAULT_CLIENTS),
                        first(clientJvms, demands.clientJvms(), 0))
                .withEnsemble(ensemble.ensemble())
                .withAudit(audit)
                .withData(redact ? RecordedData.HASHED : RecordedData.configured());
    }

    private static <T> T first(@Nullable T given, @Nullable T demanded, T otherwise) {
        if (given != null) {
            return given;
        }
        return demanded == null ? otherwise : demanded;
    }
}
