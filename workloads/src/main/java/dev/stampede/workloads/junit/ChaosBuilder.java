package dev.stampede.workloads.junit;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.nemesis.plan.FaultSchedule;
import dev.stampede.nemesis.plan.Plans;
import dev.stampede.nemesis.plan.Seed;
import dev.stampede.workloads.run.EnsembleConfig;
import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.run.PlanSource;
import dev.stampede.workloads.run.Progress;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.run.RunLauncher;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds and executes a run. Not thread-safe; used once.
 *
 * <p>Three system properties set the other parts: {@code stampede.out} (the folder for runs), {@code stampede.ensemble}
 * (the kind of ensemble: {@code local} or {@code containers}) and {@code stampede.audit} ({@code plain} or
 * {@code thorough}).
 */
public final class ChaosBuilder {
    private final long seed;
    private final List<KnownFinding> known;
    private final int members;
    private @Nullable Workload workload;
    private @Nullable String zookeeper;
    private PlanSource plan = PlanSource.noFaults();
    private @Nullable List<CheckSpec> checks;
    private final Map<String, String> requirements = new TreeMap<>();

    ChaosBuilder(long seed, List<KnownFinding> known, int members) {
        this.seed = seed;
        this.known = known;
        this.members = members;
    }

    /** The folder that chaos tests write their runs to. */
    static Path out() {
        return Path.of(System.getProperty("stampede.out", "target/chaos"));
    }

    /** Sets the workload of the clients. */
    public ChaosBuilder workload(Workload what) {
        this.workload = what;
        return this;
    }

    /**
     * Sets the ZooKeeper version of the members, such as {@code 3.8.6}; {@code client} means the version of the
     * ZooKeeper client on the class path. The default is the bundled version. Other versions are resolved from Maven
     * repositories.
     */
    public ChaosBuilder zookeeper(String version) {
        this.zookeeper = version;
        return this;
    }

    /** Sets the faults, with their times. */
    public ChaosBuilder nemesis(FaultSchedule... specs) {
        List<FaultSchedule> all = List.of(specs);
        this.plan = new PlanSource.Computed((s, chaos, facts) -> Plans.of(new Seed(s), chaos, facts, all));
        return this;
    }

    /** Sets families and types of faults, in the syntax of {@code --faults}. The plan is drawn from the seed. */
    public ChaosBuilder faults(String... familiesAndShapes) {
        this.plan = new PlanSource.Drawn(List.of(familiesAndShapes));
        return this;
    }

    /**
     * Replaces the checks of the scenario. If the scenario has a check of the same name, the parameters of that check
     * are kept, except those that are given here.
     */
    public ChaosBuilder checking(Promise... promises) {
        Variant variant = variant();
        this.checks = new ArrayList<>(
                Arrays.stream(promises).map(p -> spec(variant, p)).toList());
        return this;
    }

    private static CheckSpec spec(Variant variant, Promise promise) {
        Map<String, String> parameters = new TreeMap<>();
        variant.checks().stream()
                .filter(check -> check.check().equals(promise.check()))
                .forEach(check -> parameters.putAll(check.parameters()));
        parameters.putAll(promise.parameters());
        return new CheckSpec(promise.check(), parameters);
    }

    /** Sets the requirements: a run with fewer events is INCONCLUSIVE. */
    public ChaosBuilder requiring(Requirement... least) {
        for (Requirement requirement : least) {
            requirements.put(
                    requirement.parameter().getKey(), requirement.parameter().getValue());
        }
        return this;
    }

    /**
     * Executes the run with a chaos phase of this length, and judges it.
     *
     * @throws IllegalArgumentException if a check, a fault or a number is invalid; then nothing has been started
     */
    public ChaosRun runFor(Duration chaos) throws InterruptedException {
        Workload what = workload();
        RunConfig config = RunConfig.of(variant().checking(checklist()))
                .withPlan(plan)
                .withTime(chaos)
                .withSeed(seed)
                .withClients(what.clients(), what.clientJvms())
                .withEnsemble(
                        EnsembleConfig.of(EnsembleKind.configured(), members).withVersion(zookeeper))
                .withAudit(RunConfig.Audit.valueOf(
                        System.getProperty("stampede.audit", "plain").toUpperCase(Locale.ROOT)));
        Path out = out();
        return new ChaosRun(RunLauncher.run(config, out, Progress.silent()), known);
    }

    /**
     * Executes the run with the defaults of its variant: its faults, its clients and its time. Therefore a mutant has
     * everything that it needs to show its anomaly. Like every run of a mutant, it ends as soon as that anomaly is
     * certain.
     */
    public ChaosRun runAsDemanded() throws InterruptedException {
        RunDemands demands = variant().demands();
        Workload requested = workload();
        workload(new Workload(
                requested.variant(),
                Objects.requireNonNullElse(demands.clients(), requested.clients()),
                Objects.requireNonNullElse(demands.clientJvms(), requested.clientJvms())));
        if (!demands.faults().isEmpty()) {
            faults(demands.faults().toArray(String[]::new));
        }
        return runFor(Objects.requireNonNullElse(demands.time(), RunConfig.DEFAULT_TIME));
    }

    private List<CheckSpec> checklist() {
        List<CheckSpec> requested = checks == null ? variant().checks() : checks;
        List<CheckSpec> all = new ArrayList<>();
        Map<String, String> required = new TreeMap<>(requirements);
        variant().checks().stream()
                .filter(c -> c.check().equals("requirements"))
                .forEach(c -> c.parameters().forEach(required::putIfAbsent));
        all.add(new CheckSpec("requirements", required));
        requested.stream().filter(c -> !c.check().equals("requirements")).forEach(all::add);
        return all;
    }

    private Variant variant() {
        return workload().variant();
    }

    private Workload workload() {
        Workload what = workload;
        if (what == null) {
            throw new IllegalStateException("set the workload first: .workload(naiveLock())");
        }
        return what;
    }
}
