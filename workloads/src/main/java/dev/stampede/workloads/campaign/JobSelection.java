package dev.stampede.workloads.campaign;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.nemesis.fault.registry.FaultTypes;
import dev.stampede.workloads.run.EnsembleConfig;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import dev.stampede.workloads.tampering.EnsembleMutant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Selects the runs of a campaign. Stateless. */
public final class JobSelection {
    /** The number of worker JVMs if a fault targets workers. */
    private static final int WORKERS = 3;

    private static final int MEMBERS = EnsembleConfig.DEFAULT_MEMBERS;

    private JobSelection() {}

    /**
     * The factor by which the system property {@code stampede.scale} multiplies the number of seeds; 1 if it is not
     * set.
     */
    public static int scale() {
        int scale = Integer.getInteger("stampede.scale", 1);
        if (scale < 1 || scale > 1_000) {
            throw new IllegalArgumentException("expected -Dstampede.scale=1 to 1000, found " + scale);
        }
        return scale;
    }

    /**
     * The jobs of all mutants among these variants with their demands, ordered by seed, so that an interrupted campaign
     * has executed all mutants about equally often.
     *
     * @param time the duration of the chaos phase of mutants that demand no duration
     */
    public static List<CampaignJob> mutants(List<Variant> variants, long firstSeed, int seeds, Duration time) {
        List<CampaignJob> jobs = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            for (Variant variant : variants) {
                if (variant.mutant()) {
                    jobs.add(job(variant, seed, time));
                }
            }
        }
        return jobs;
    }

    private static CampaignJob job(Variant mutant, long seed, Duration time) {
        RunDemands demands = mutant.demands();
        return new CampaignJob(
                mutant,
                seed,
                demands.faults(),
                Objects.requireNonNullElse(demands.time(), time),
                Objects.requireNonNullElse(demands.clients(), RunConfig.DEFAULT_CLIENTS),
                Objects.requireNonNullElse(demands.clientJvms(), 0),
                MEMBERS);
    }

    /**
     * The jobs of these ensemble mutants, each in a run of its variant without faults, ordered by seed.
     *
     * @param variants the known variants
     * @param time the duration of the chaos phase
     * @throws IllegalArgumentException if there is no variant of a mutant
     */
    public static List<CampaignJob> ensembleMutants(
            List<EnsembleMutant> mutants, List<Variant> variants, long firstSeed, int seeds, Duration time) {
        Map<String, Variant> byRecipe =
                variants.stream().collect(Collectors.toMap(Variant::recipe, variant -> variant, (one, same) -> one));
        List<CampaignJob> jobs = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            for (EnsembleMutant mutant : mutants) {
                Variant variant = byRecipe.get(mutant.recipe());
                if (variant == null) {
                    throw new IllegalArgumentException("expected a variant " + mutant.recipe()
                            + " for the ensemble mutant " + mutant.name() + ", found none");
                }
                jobs.add(new CampaignJob(
                        mutant.under(variant), seed, List.of(), time, RunConfig.DEFAULT_CLIENTS, 0, MEMBERS, mutant));
            }
        }
        return jobs;
    }

    /** The jobs of all correct variants among these, under each of these mixes of faults, ordered by seed. */
    public static List<CampaignJob> correct(
            List<Variant> variants, List<List<String>> mixes, long firstSeed, int seeds, Duration time) {
        List<CampaignJob> jobs = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            for (List<String> mix : mixes) {
                for (Variant variant : variants) {
                    if (!variant.mutant()) {
                        int workers = targetsWorkers(mix) ? WORKERS : 0;
                        jobs.add(
                                new CampaignJob(variant, seed, mix, time, RunConfig.DEFAULT_CLIENTS, workers, MEMBERS));
                    }
                }
            }
        }
        return jobs;
    }

    /** The fault families that every ensemble supports and that need no worker JVMs. */
    public static List<String> mixed() {
        return mixedWithWorkers().stream()
                .filter(f -> !targetsWorkers(List.of(f)))
                .toList();
    }

    /** The fault families that every ensemble supports; some need worker JVMs. */
    public static List<String> mixedWithWorkers() {
        return FaultTypes.families().stream()
                .filter(FaultFamily::supportedLocally)
                .map(FaultFamily::name)
                .toList();
    }

    /** Each family alone, then all families that need no worker JVMs, then all families. */
    public static List<List<String>> allByAll() {
        List<List<String>> mixes = new ArrayList<>();
        mixedWithWorkers().forEach(f -> mixes.add(List.of(f)));
        mixes.add(mixed());
        mixes.add(mixedWithWorkers());
        return mixes;
    }

    private static boolean targetsWorkers(List<String> faults) {
        return faults.stream().anyMatch(f -> f.startsWith("client-kill") || f.startsWith("client-pause"));
    }
}
