package dev.stampede.workloads.soak;

import dev.stampede.workloads.campaign.CampaignJob;
import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.List;

/**
 * The configuration of a soak.
 *
 * @param variants the correct variants, which run in turn
 * @param time the duration of the soak; no run is started later
 * @param runTime the duration of the chaos phase of each run
 * @param atOnce the number of concurrent runs
 * @param seed the seed of the first round of variants; each round increments it
 */
public record SoakConfig(List<Variant> variants, Duration time, Duration runTime, int atOnce, long seed) {
    /** The number of mixes of faults: all families that need no worker JVMs, and all families. */
    private static final int MIXES = 2;

    public SoakConfig {
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("expected at least one correct variant");
        }
        if (atOnce < 1) {
            throw new IllegalArgumentException("expected at least 1 concurrent run, found " + atOnce);
        }
    }

    /** The run with this number, from 0: all variants in turn, with each mix of faults in turn. */
    CampaignJob job(int number) {
        int round = number / variants.size();
        int turn = number % variants.size();
        Variant variant = variants.get(turn);
        List<String> mix = (turn + round) % MIXES == 0 ? JobSelection.mixed() : JobSelection.mixedWithWorkers();
        return JobSelection.correct(List.of(variant), List.of(mix), seed + round, 1, runTime)
                .get(0);
    }
}
