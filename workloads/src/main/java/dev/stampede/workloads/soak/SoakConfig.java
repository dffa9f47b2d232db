package dev.stampede.workloads.soak;

import dev.stampede.workloads.campaign.CampaignJob;
import dev.stampede.workloads.campaign.JobSelection;
import dev.stampede.workloads.scenario.Variant;
import java.time.Duration;
import java.util.List;

/**
 * What a soak does.
 *
 * @param variants the correct variants, each of which gets its turn
 * @param time the length of the soak; no run is started later
 * @param runTime the length of each run's chaos phase
 * @param atOnce the number of runs at the same time
 * @param seed of the first round of variants; each round adds one
 */
public record SoakConfig(List<Variant> variants, Duration time, Duration runTime, int atOnce, long seed) {
    /** The number of different mixes of faults: all without and all with those that need worker JVMs. */
    private static final int MIXES = 2;

    public SoakConfig {
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("expected at least one correct variant");
        }
        if (atOnce < 1) {
            throw new IllegalArgumentException("expected at least 1 run at the same time, found " + atOnce);
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
