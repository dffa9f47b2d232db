package dev.stampede.workloads.cli;

import dev.stampede.nemesis.ensemble.ZooCfg;
import dev.stampede.nemesis.plan.PlanFile;
import dev.stampede.workloads.registry.Scenarios;
import dev.stampede.workloads.run.EnsembleConfig;
import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.run.PlanSource;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Scenario;
import dev.stampede.workloads.scenario.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a scenario and prints the verdict. */
@Command(
        name = "run",
        description = "Runs a scenario under faults, judges it and writes a report.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCENARIO", description = "The scenario to run; see: list scenarios.")
    private String scenario = "";

    @Option(
            names = "--variant",
            paramLabel = "V",
            description = "A variant of the scenario, or the name of your own class.")
    private @Nullable String variant;

    @Option(
            names = "--faults",
            paramLabel = "a,b",
            split = ",",
            description = "Fault families or shapes; see: list faults. Default: none, or what a mutant needs.")
    private @Nullable List<String> faults;

    @Option(
            names = "--time",
            converter = Durations.class,
            description = "The length of the chaos phase, such as 30s; default: 30s, or what a mutant needs.")
    private @Nullable Duration time;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Replaces a setting of the variant's driver; may be given several times.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed, or the first of several; default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "The number of runs, with consecutive seeds; default: ${DEFAULT-VALUE}.")
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

    @Option(
            names = "--members",
            paramLabel = "N",
            description = "The number of voting members; default: ${DEFAULT-VALUE}.")
    private int members = EnsembleConfig.DEFAULT_MEMBERS;

    @Option(
            names = "--ensemble",
            paramLabel = "KIND",
            description =
                    "local, containers or external; default: what the system property stampede.ensemble names, or local.")
    private @Nullable EnsembleKind ensemble;

    @Mixin
    private ExternalOptions external = new ExternalOptions();

    @Option(names = "--zookeeper", paramLabel = "VERSION", description = "The ZooKeeper version of the members.")
    private @Nullable String zookeeper;

    @Option(
            names = "--config",
            paramLabel = "zoo.cfg",
            description = "Settings for the members, which override the defaults.")
    private @Nullable Path config;

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
            description = "The folder in which each run makes a folder of its own; default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("target", "chaos");

    @Option(names = "--json", description = "Prints one JSON object for each run on standard output.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Variant form = form();
        if (config != null && !Files.isReadable(config)) {
            throw new UsageException("there is no file " + config + " that can be read; --config names a zoo.cfg");
        }
        if (seeds < 1 || seeds > 100_000) {
            throw new UsageException("expected --seeds 1 to 100000, found " + seeds);
        }
        RunConfig first = config(form);
        RunExecution execution = new RunExecution(out, json);
        List<ExitCode> codes = new ArrayList<>();
        for (long s = seed; s < seed + seeds; s++) {
            codes.add(execution.run(first.withSeed(s)));
        }
        return ExitCode.worst(codes).number();
    }

    private Variant form() {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
        Scenario known = Scenarios.named(scenario)
                .orElseThrow(() -> new UsageException(
                        "there is no scenario \"" + scenario + "\"; " + NameSuggestions.hint(scenario, names)));
        if (variant == null) {
            return withSettings(known.defaultVariant());
        }
        String name = variant;
        return known.variant(name)
                .map(this::withSettings)
                .orElseThrow(() -> new UsageException("there is no variant \"" + name + "\" of " + scenario + "; "
                        + NameSuggestions.hint(
                                name,
                                known.variants().stream().map(Variant::name).toList())));
    }

    private Variant withSettings(Variant form) {
        for (String name : settings.keySet()) {
            if (!form.settings().containsKey(name)) {
                throw new UsageException("there is no setting \"" + name + "\" of " + form.recipe() + "; "
                        + NameSuggestions.hint(name, form.settings().keySet()));
            }
        }
        return form.with(settings);
    }

    /** The configuration of the first seed. What the user does not give is as the variant demands, or else the default. */
    private RunConfig config(Variant form) {
        RunDemands demands = plan == null ? form.demands() : RunDemands.none();
        PlanSource source = plan == null
                ? new PlanSource.Drawn(faults == null ? demands.faults() : faults)
                : new PlanSource.Fixed(PlanFile.read(plan));
        return RunConfig.of(form)
                .withPlan(source)
                .withTime(first(time, demands.time(), RunConfig.DEFAULT_TIME))
                .withClients(
                        first(clients, demands.clients(), RunConfig.DEFAULT_CLIENTS),
                        first(clientJvms, demands.clientJvms(), 0))
                .withEnsemble(ensemble())
                .withAudit(audit);
    }

    private static <T> T first(@Nullable T given, @Nullable T demanded, T otherwise) {
        if (given != null) {
            return given;
        }
        return demanded == null ? otherwise : demanded;
    }

    private EnsembleConfig ensemble() {
        EnsembleKind kind = ensemble == null ? EnsembleKind.configured() : ensemble;
        return new EnsembleConfig(
                kind,
                members,
                0,
                new EnsembleConfig.MemberConfig(zookeeper, List.of()),
                Map.of(),
                config == null ? Map.of() : ZooCfg.read(config),
                external.config(kind),
                EnsembleConfig.propertiesOf(kind));
    }
}
