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
import dev.stampede.workloads.scenario.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts a run together. For one thread, once.
 *
 * <p>The system properties {@code stampede.out} (where runs are written), {@code stampede.ensemble} (what kind of
 * ensemble) and {@code stampede.audit} ({@code plain} or {@code thorough}) say the rest.
 */
public final class ChaosBuilder {
    private final long seed;
    private final List<KnownFinding> known;
    private final int members;
    private @Nullable Workload workload;
    private PlanSource plan = PlanSource.noFaults();
    private @Nullable List<CheckSpec> checks;
    private final Map<String, String> requirements = new TreeMap<>();

    ChaosBuilder(long seed, List<KnownFinding> known, int members) {
        this.seed = seed;
        this.known = known;
        this.members = members;
    }

    /** What clients do. */
    public ChaosBuilder workload(Workload what) {
        this.workload = what;
        return this;
    }

    /** What is broken, when and for how long. */
    public ChaosBuilder nemesis(FaultSchedule... specs) {
        List<FaultSchedule> all = List.of(specs);
        this.plan = new PlanSource.Computed((s, chaos, facts) -> Plans.of(new Seed(s), chaos, facts, all));
        return this;
    }

    /** What is broken, as the command line writes it; drawn from the seed. */
    public ChaosBuilder faults(String... familiesAndShapes) {
        this.plan = new PlanSource.Drawn(List.of(familiesAndShapes));
        return this;
    }

    /**
     * What is decided, in place of everything that the scenario promises. Parameters that a scenario gives to a check of
     * the same name stay.
     */
    public ChaosBuilder checking(Promises.Promise... promises) {
        Variant variant = variant();
        this.checks = new ArrayList<>(
                Arrays.stream(promises).map(p -> spec(variant, p)).toList());
        return this;
    }

    private static CheckSpec spec(Variant variant, Promises.Promise promise) {
        Map<String, String> parameters = new TreeMap<>();
        variant.checks().stream()
                .filter(check -> check.check().equals(promise.check()))
                .forEach(check -> parameters.putAll(check.parameters()));
        parameters.putAll(promise.parameters());
        return new CheckSpec(promise.check(), parameters);
    }

    /** What must have been seen at least; otherwise the run is INCONCLUSIVE. */
    public ChaosBuilder requiring(Requirement... least) {
        for (Requirement requirement : least) {
            requirements.put(
                    requirement.parameter().getKey(), requirement.parameter().getValue());
        }
        return this;
    }

    /** Runs it, with a chaos phase of this length. */
    public ChaosRun runFor(Duration chaos) throws InterruptedException {
        Workload what = workload();
        RunConfig config = RunConfig.of(variant().checking(checklist()))
                .withPlan(plan)
                .withTime(chaos)
                .withSeed(seed)
                .withClients(what.clients(), what.clientJvms())
                .withEnsemble(EnsembleConfig.of(EnsembleKind.configured(), members))
                .withAudit(RunConfig.Audit.valueOf(
                        System.getProperty("stampede.audit", "plain").toUpperCase(Locale.ROOT)));
        Path out = Path.of(System.getProperty("stampede.out", "target/chaos"));
        return new ChaosRun(RunLauncher.run(config, out, Progress.silent()), known);
    }

    private List<CheckSpec> checklist() {
        List<CheckSpec> asked = checks == null ? variant().checks() : checks;
        List<CheckSpec> all = new ArrayList<>();
        all.add(new CheckSpec("requirements", requirements));
        asked.stream().filter(c -> !c.check().equals("requirements")).forEach(all::add);
        return all;
    }

    private Variant variant() {
        return workload().variant();
    }

    private Workload workload() {
        Workload what = workload;
        if (what == null) {
            throw new IllegalStateException("name the workload first: .workload(naiveLock())");
        }
        return what;
    }
}
