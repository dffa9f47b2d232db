package dev.stampede.workloads.campaign;

import dev.stampede.nemesis.fault.FaultFamily;
import dev.stampede.workloads.run.EnsembleConfig;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.scenario.RunDemands;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Which runs a campaign is of. Stateless. */
public final class JobSelection {
    /** In so many worker JVMs do clients live where a fault befalls workers. */
    private static final int WORKERS = 3;

    private static final int MEMBERS = EnsembleConfig.DEFAULT_MEMBERS;

    private JobSelection() {}

    /** How wide a nightly campaign is: the system property {@code stampede.scale}, 1 if not given, multiplies its seeds. */
    public static int scale() {
        int scale = Integer.getInteger("stampede.scale", 1);
        if (scale < 1 || scale > 1_000) {
            throw new IllegalArgumentException("expected -Dstampede.scale=1 to 1000, found " + scale);
        }
        return scale;
    }

    /**
     * Every mutant of these scenarios with what it needs to show itself, seed after seed, so that an interrupted campaign has
     * seen each of them about as often.
     *
     * @param time how long the chaos phase is where a mutant does not say
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

    /** Every form of these scenarios that is no mutant, under each of these mixes of faults, seed after seed. */
    public static List<CampaignJob> forms(
            List<Variant> variants, List<List<String>> mixes, long firstSeed, int seeds, Duration time) {
        List<CampaignJob> jobs = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            for (List<String> mix : mixes) {
                for (Variant variant : variants) {
                    if (!variant.mutant()) {
                        int workers = befallsWorkers(mix) ? WORKERS : 0;
                        jobs.add(
                                new CampaignJob(variant, seed, mix, time, RunConfig.DEFAULT_CLIENTS, workers, MEMBERS));
                    }
                }
            }
        }
        return jobs;
    }

    /** All faults that every ensemble can do and that need no worker JVMs, mixed. */
    public static List<String> mixed() {
        return mixedWithWorkers().stream()
                .filter(f -> !befallsWorkers(List.of(f)))
                .toList();
    }

    /** All faults that every ensemble can do, mixed; clients live in worker JVMs. */
    public static List<String> mixedWithWorkers() {
        return Arrays.stream(FaultFamily.values())
                .filter(FaultFamily::common)
                .map(FaultFamily::label)
                .toList();
    }

    /** Each family alone, then all mixed without workers, then all with them. */
    public static List<List<String>> allByAll() {
        List<List<String>> mixes = new ArrayList<>();
        mixedWithWorkers().forEach(f -> mixes.add(List.of(f)));
        mixes.add(mixed());
        mixes.add(mixedWithWorkers());
        return mixes;
    }

    private static boolean befallsWorkers(List<String> faults) {
        return faults.stream().anyMatch(f -> f.startsWith("client-kill") || f.startsWith("client-pause"));
    }
}
