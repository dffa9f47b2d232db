package dev.stampede.workloads.run;

import dev.stampede.workloads.redaction.SecretScrubber;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.tampering.EnsembleMutant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The complete configuration of a run, as immutable data. {@link RunConfigFile} writes it beside each history and reads
 * it back, so that {@code replay} can run it again.
 *
 * @param variant the tested variant: scenario, driver, settings and checks
 * @param plan the source of the plan
 * @param time the duration of the chaos phase
 * @param seed the seed of all random choices
 * @param clients the number of logical clients
 * @param workers the worker JVMs of the clients; empty if they run in the harness
 * @param ensemble the ensemble
 * @param audit the kind of the audit at the end
 * @param budgets the limits on time and memory
 * @param classPath the class path of the harness; a run sets it before it writes its configuration
 * @param data what is recorded of the data of znodes
 * @param ensembleMutant tampers with the replies of the ensemble; null for an ensemble that does not lie
 */
public record RunConfig(
        Variant variant,
        PlanSource plan,
        Duration time,
        long seed,
        int clients,
        List<WorkerConfig> workers,
        EnsembleConfig ensemble,
        Audit audit,
        RunBudgets budgets,
        HarnessClassPath classPath,
        RecordedData data,
        @Nullable EnsembleMutant ensembleMutant) {

    /** The default duration of the chaos phase. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(30);

    /** The default number of clients. */
    public static final int DEFAULT_CLIENTS = 5;

    /** The maximum number of clients. */
    public static final int MAX_CLIENTS = 1_000;

    public RunConfig {
        workers = List.copyOf(workers);
        if (clients < 1 || clients > MAX_CLIENTS) {
            throw new IllegalArgumentException("expected 1 to " + MAX_CLIENTS + " clients, found " + clients);
        }
        if (workers.size() > clients) {
            throw new IllegalArgumentException(
                    "expected 0 to " + clients + " client JVMs (no more than clients), found " + workers.size());
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("expected a time above zero, found " + time);
        }
        if (ensemble.kind() == EnsembleKind.EXTERNAL && audit == Audit.THOROUGH) {
            throw new IllegalArgumentException(
                    "a thorough audit kills every member, which an external ensemble does not allow: use --audit"
                            + " plain");
        }
        if (ensembleMutant != null && ensemble.kind() == EnsembleKind.EXTERNAL) {
            throw new IllegalArgumentException("an ensemble mutant tampers with links that Stampede forwards, which an"
                    + " external ensemble does not have");
        }
    }

    /** A configuration that records the data of znodes as the system property {@code stampede.redact} says. */
    public RunConfig(
            Variant variant,
            PlanSource plan,
            Duration time,
            long seed,
            int clients,
            List<WorkerConfig> workers,
            EnsembleConfig ensemble,
            Audit audit,
            RunBudgets budgets,
            HarnessClassPath classPath) {
        this(
                variant,
                plan,
                time,
                seed,
                clients,
                workers,
                ensemble,
                audit,
                budgets,
                classPath,
                RecordedData.configured(),
                null);
    }

    /** The kinds of the audit at the end of a run. */
    public enum Audit {
        /** Reads the tree of every member, and writes through each. */
        PLAIN,
        /**
         * Also kills and restarts all members, and repeats the plain audit, because some losses show only after a
         * restart.
         */
        THOROUGH
    }

    /** A run of a variant without faults on a local ensemble, with defaults for everything else. */
    public static RunConfig of(Variant variant) {
        return new RunConfig(
                variant,
                PlanSource.noFaults(),
                DEFAULT_TIME,
                1,
                DEFAULT_CLIENTS,
                List.of(),
                EnsembleConfig.local(),
                Audit.PLAIN,
                RunBudgets.defaults(),
                HarnessClassPath.unknown());
    }

    /**
     * Makes sure that no secret is missing. A recorded configuration contains no secrets.
     *
     * @throws InvalidRunConfigException if a secret is missing; the message says for each missing secret how to give it
     */
    void requireSecrets() {
        List<String> problems = new ArrayList<>();
        missing(variant.settings())
                .forEach(name -> problems.add("the setting " + name + " is a secret, which " + RunConfigFile.NAME
                        + " does not record: give it with --set " + name + "=VALUE"));
        missing(ensemble.zooCfg())
                .forEach(name -> problems.add("the member setting " + name + " is a secret, which " + RunConfigFile.NAME
                        + " does not record: give it with --config FILE"));
        Stream.concat(
                        Stream.concat(Stream.of(ensemble.everyMember()), ensemble.singleMembers().values().stream())
                                .flatMap(member -> member.jvmFlags().stream()),
                        workers.stream().flatMap(worker -> worker.jvmFlags().stream()))
                .filter(flag -> flag.contains(SecretScrubber.REDACTED))
                .distinct()
                .forEach(flag -> problems.add("the JVM flag " + flag + " holds a secret, which " + RunConfigFile.NAME
                        + " does not record: run the test again instead"));
        if (!problems.isEmpty()) {
            throw new InvalidRunConfigException(problems);
        }
    }

    private static List<String> missing(Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(e -> e.getValue().contains(SecretScrubber.REDACTED))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The number of worker JVMs; 0 if the clients run in the harness. */
    public int clientJvms() {
        return workers.size();
    }

    public RunConfig withPlan(PlanSource other) {
        return new RunConfig(
                variant,
                other,
                time,
                seed,
                clients,
                workers,
                ensemble,
                audit,
                budgets,
                classPath,
                data,
                ensembleMutant);
    }

    public RunConfig withTime(Duration other) {
        return new RunConfig(
                variant,
                plan,
                other,
                seed,
                clients,
                workers,
                ensemble,
                audit,
                budgets,
                classPath,
                data,
                ensembleMutant);
    }

    public RunConfig withSeed(long other) {
        return new RunConfig(
                variant,
                plan,
                time,
                other,
                clients,
                workers,
                ensemble,
                audit,
                budgets,
                classPath,
                data,
                ensembleMutant);
    }

    /**
     * This configuration with other numbers of clients and worker JVMs.
     *
     * @param clientJvms the number of worker JVMs; 0 to run the clients in the harness
     */
    public RunConfig withClients(int number, int clientJvms) {
        if (clientJvms < 0) {
            throw new IllegalArgumentException("expected 0 or more client JVMs, found " + clientJvms);
        }
        return new RunConfig(
                variant,
                plan,
                time,
                seed,
                number,
                Collections.nCopies(clientJvms, WorkerConfig.likeTheHarness()),
                ensemble,
                audit,
                budgets,
                classPath,
                data,
                ensembleMutant);
    }

    public RunConfig withWorkers(List<WorkerConfig> others) {
        return new RunConfig(
                variant, plan, time, seed, clients, others, ensemble, audit, budgets, classPath, data, ensembleMutant);
    }

    public RunConfig withEnsemble(EnsembleConfig other) {
        return new RunConfig(
                variant, plan, time, seed, clients, workers, other, audit, budgets, classPath, data, ensembleMutant);
    }

    public RunConfig withAudit(Audit other) {
        return new RunConfig(
                variant, plan, time, seed, clients, workers, ensemble, other, budgets, classPath, data, ensembleMutant);
    }

    public RunConfig withBudgets(RunBudgets others) {
        return new RunConfig(
                variant, plan, time, seed, clients, workers, ensemble, audit, others, classPath, data, ensembleMutant);
    }

    RunConfig withClassPath(HarnessClassPath other) {
        return new RunConfig(
                variant, plan, time, seed, clients, workers, ensemble, audit, budgets, other, data, ensembleMutant);
    }

    public RunConfig withVariant(Variant other) {
        return new RunConfig(
                other, plan, time, seed, clients, workers, ensemble, audit, budgets, classPath, data, ensembleMutant);
    }

    public RunConfig withData(RecordedData other) {
        return new RunConfig(
                variant,
                plan,
                time,
                seed,
                clients,
                workers,
                ensemble,
                audit,
                budgets,
                classPath,
                other,
                ensembleMutant);
    }

    /** This configuration with an ensemble that lies to the clients of the variant. */
    public RunConfig withEnsembleMutant(EnsembleMutant mutant) {
        return new RunConfig(
                mutant.under(variant),
                plan,
                time,
                seed,
                clients,
                workers,
                ensemble,
                audit,
                budgets,
                classPath,
                data,
                mutant);
    }
}
