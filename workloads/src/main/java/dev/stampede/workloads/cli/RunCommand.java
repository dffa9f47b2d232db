package dev.stampede.workloads.cli;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.run.PlanSource;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.run.RunConfig.EnsembleKind;
import dev.stampede.workloads.run.RunException;
import dev.stampede.workloads.run.RunLauncher;
import dev.stampede.workloads.run.RunResult;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a scenario and says what it came to. */
@Command(
        name = "run",
        description = "Runs a scenario under faults, judges it and writes a report.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec self = CommandSpec.create();

    @Parameters(paramLabel = "SCENARIO", description = "What to run; see: list scenarios.")
    private String scenario = "";

    @Option(
            names = "--variant",
            paramLabel = "V",
            description = "A form of the scenario, or the name of your own class.")
    private @Nullable String variant;

    @Option(
            names = "--faults",
            paramLabel = "a,b",
            split = ",",
            description = "Fault families or shapes; see: list faults.")
    private List<String> faults = new ArrayList<>();

    @Option(names = "--time", converter = Durations.class, description = "How long the chaos phase is, such as 30s.")
    private Duration time = RunConfig.DEFAULT_TIME;

    @Option(names = "--seed", paramLabel = "N", description = "The (first) seed; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--seeds", paramLabel = "N", description = "How many runs, with consecutive seeds.")
    private int seeds = 1;

    @Option(names = "--clients", paramLabel = "N", description = "How many clients; default: ${DEFAULT-VALUE}.")
    private int clients = RunConfig.DEFAULT_CLIENTS;

    @Option(
            names = "--client-jvms",
            paramLabel = "N",
            description = "In how many worker JVMs the clients live; 0: in this one.")
    private int clientJvms;

    @Option(names = "--members", paramLabel = "N", description = "How many voting members; default: ${DEFAULT-VALUE}.")
    private int members = 3;

    @Option(
            names = "--ensemble",
            paramLabel = "KIND",
            description = "local, containers or external; default: ${DEFAULT-VALUE}.")
    private EnsembleKind ensemble = defaultEnsemble();

    @Option(names = "--connect", paramLabel = "HOSTS", description = "The connect string of an external ensemble.")
    private @Nullable String connect;

    @Option(names = "--zookeeper", paramLabel = "VERSION", description = "The version that members run.")
    private @Nullable String zookeeper;

    @Option(names = "--config", paramLabel = "zoo.cfg", description = "Settings for the members, before the defaults.")
    private @Nullable Path config;

    @Option(
            names = "--audit",
            paramLabel = "FORM",
            description = "plain, or thorough: all members are killed, restarted and looked at once more.")
    private RunConfig.Audit audit = RunConfig.Audit.PLAIN;

    @Option(names = "--plan", paramLabel = "FILE", description = "Replays a plan that a run saved.")
    private @Nullable Path plan;

    @Option(names = "--out", paramLabel = "DIR", description = "Where runs are written; default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("target", "chaos");

    @Option(names = "--json", description = "Prints one JSON object for each run on standard output.")
    private boolean json;

    private static EnsembleKind defaultEnsemble() {
        String asked = System.getProperty("stampede.ensemble", "local");
        return EnsembleKind.valueOf(asked.toUpperCase(java.util.Locale.ROOT));
    }

    @Override
    public Integer call() throws InterruptedException {
        Variant form = form();
        applyArgs(form);
        if (config != null && !Files.isReadable(config)) {
            throw new UsageException("there is no file " + config + " that can be read; --config names a zoo.cfg");
        }
        if (seeds < 1 || seeds > 100_000) {
            throw new UsageException("expected --seeds 1 to 100000, found " + seeds);
        }
        List<ExitCode> codes = new ArrayList<>();
        for (long s = seed; s < seed + seeds; s++) {
            codes.add(attempt(form, s));
        }
        return ExitCode.worst(codes).number();
    }

    private Variant form() {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
        Scenario known = Scenarios.named(scenario)
                .orElseThrow(() -> new UsageException(
                        "there is no scenario \"" + scenario + "\"; " + NameSuggestions.hint(scenario, names)));
        if (variant == null) {
            return known.defaultVariant();
        }
        String name = variant;
        return Scenarios.variant(known, name)
                .orElseThrow(() -> new UsageException("there is no variant \"" + name + "\" of " + scenario + "; "
                        + NameSuggestions.hint(
                                name,
                                known.variants().stream().map(Variant::name).toList())));
    }

    /** What a mutant needs to show itself, where the user says nothing else. */
    private void applyArgs(Variant form) {
        if (form.args().isEmpty() || plan != null) {
            return;
        }
        Set<String> given = new HashSet<>();
        self.commandLine().getParseResult().matchedOptions().forEach(o -> given.add(o.longestName()));
        List<String> missing = new ArrayList<>();
        for (int i = 0; i + 1 < form.args().size(); i += 2) {
            if (!given.contains(form.args().get(i))) {
                missing.add(form.args().get(i));
                missing.add(form.args().get(i + 1));
            }
        }
        RunCommand defaults = new RunCommand();
        missing.add(scenario);
        new CommandLine(defaults).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(missing.toArray(new String[0]));
        if (!given.contains("--faults")) {
            faults = defaults.faults;
        }
        if (!given.contains("--clients")) {
            clients = defaults.clients;
        }
        if (!given.contains("--client-jvms")) {
            clientJvms = defaults.clientJvms;
        }
        if (!given.contains("--time")) {
            time = defaults.time;
        }
    }

    /** One run; a harness that fails does not keep the other seeds from being tried. */
    private ExitCode attempt(Variant form, long runSeed) throws InterruptedException {
        try {
            return one(form, runSeed);
        } catch (EnsembleException | RunException e) {
            System.err.println("seed " + runSeed + ": " + e.getMessage());
            return ExitCode.HARNESS_ERROR;
        }
    }

    private ExitCode one(Variant form, long runSeed) throws InterruptedException {
        PlanSource source = plan == null ? new PlanSource.Drawn(faults) : new PlanSource.Saved(plan);
        RunConfig spec = new RunConfig(
                form,
                source,
                time,
                runSeed,
                clients,
                clientJvms,
                members,
                ensemble,
                connect,
                zookeeper,
                config,
                audit,
                out);
        RunResult result = RunLauncher.run(spec, new Console(System.err));
        print(result);
        return result.verdict().failure() == null ? ExitCode.of(result.verdict().verdict()) : ExitCode.HARNESS_ERROR;
    }

    private void print(RunResult result) {
        RunVerdict verdict = result.verdict();
        if (json) {
            new JsonLine()
                    .with("verdict", verdict.verdict().name())
                    .with(
                            "caveats",
                            verdict.caveats().stream()
                                    .map(c -> c.check() + "/" + c.kind())
                                    .distinct()
                                    .toList())
                    .with(
                            "checks",
                            verdict.checks().stream().map(RunCommand::fields).toList())
                    .with("seed", result.spec().seed())
                    .with("operations", result.history().operations().size())
                    .with("folder", result.folder().toString())
                    .print(System.out);
        }
        System.err.println(verdict.verdict() + ": " + verdict.headline());
        verdict.checks().forEach(check -> System.err.println("  " + line(check)));
        System.err.println("report: " + result.report());
        System.err.println("replay: " + result.replay());
    }

    private static Object fields(CheckResult check) {
        return new JsonLine()
                .with("name", check.check())
                .with("verdict", check.verdict().name())
                .fields();
    }

    private static String line(CheckResult check) {
        String why = check.reason() == null ? "" : ": " + check.reason();
        return check.verdict() + " " + check.check() + " (" + check.lookedAt() + ")" + why;
    }
}
