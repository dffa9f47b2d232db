package dev.stampede.workloads.campaign;

import dev.stampede.reports.index.RunIndex;
import dev.stampede.reports.index.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The expected durations of jobs: recorded by an earlier campaign, or else derived from the settings of the jobs.
 * Immutable.
 *
 * <p>The most similar recorded runs count: those of the same job, else those of the same variant, faults and length
 * with other seeds, else those of the same variant with the same families of faults.
 */
public final class JobDurations {
    /** The time to start an ensemble, warm up, heal, audit and check, as measured on 2 processors. */
    private static final long BESIDES_CHAOS_MILLIS = 15_000;
    /** The time of a run before and after its history, which {@code runs.jsonl} does not contain. */
    private static final long OUTSIDE_HISTORY_MILLIS = 6_000;
    /** The median time after which the run of a mutant ends early. */
    private static final long MUTANT_MILLIS = 8_000;

    private final Map<String, Mean> recorded = new HashMap<>();

    private static final class Mean {
        private long sum;
        private long count;

        void add(long millis) {
            sum += millis;
            count++;
        }

        long millis() {
            return sum / count;
        }
    }

    private JobDurations() {}

    /** The durations that follow from the settings of the jobs. */
    public static JobDurations bySettings() {
        return new JobDurations();
    }

    /**
     * The durations that earlier runs recorded.
     *
     * @param sources folders of campaigns, or their files {@value CampaignFile#NAME} and {@value RunIndex#RUNS}
     * @throws IllegalArgumentException if a source holds no recorded durations
     */
    public static JobDurations recordedIn(List<Path> sources) throws IOException {
        JobDurations durations = new JobDurations();
        for (Path source : sources) {
            int before = durations.recorded.size();
            boolean folder = Files.isDirectory(source);
            boolean index = folder || String.valueOf(source.getFileName()).equals(RunIndex.RUNS);
            if (folder || !index) {
                durations.addResults(folder ? source.resolve(CampaignFile.NAME) : source);
            }
            if (index) {
                durations.addRuns(folder ? source.resolve(RunIndex.RUNS) : source);
            }
            if (durations.recorded.size() == before) {
                throw new IllegalArgumentException(
                        source + " holds no recorded durations; expected the folder of a campaign, its "
                                + CampaignFile.NAME + " or its " + RunIndex.RUNS);
            }
        }
        return durations;
    }

    private void addResults(Path file) throws IOException {
        for (JobResult result : CampaignFile.read(file)) {
            Double seconds = result.took();
            if (seconds != null && !result.verdict().equals(JobResult.FAILED)) {
                long millis = Math.round(seconds * 1_000);
                add(result.id(), millis);
                add(withoutSeed(result.id()), millis);
                add(
                        families(
                                result.scenario() + "/" + result.variant(),
                                List.of(result.faults().split(",", -1))),
                        millis);
            }
        }
    }

    private void addRuns(Path file) throws IOException {
        for (RunSummary run : RunIndex.read(file).runs()) {
            add(
                    families(run.recipe(), run.families()),
                    Duration.ofNanos(run.lastedNanos()).toMillis() + OUTSIDE_HISTORY_MILLIS);
        }
    }

    private void add(String key, long millis) {
        recorded.computeIfAbsent(key, k -> new Mean()).add(millis);
    }

    private static String withoutSeed(String id) {
        return id.replaceFirst(" seed=-?\\d+", "");
    }

    private static String families(String recipe, List<String> faults) {
        return recipe + " under "
                + faults.stream()
                        .map(fault -> fault.split("[:@]", 2)[0])
                        .filter(family -> !family.equals("none") && !family.isEmpty())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("+"));
    }

    /** The expected duration of a job, in milliseconds. */
    public long millis(CampaignJob job) {
        return Stream.of(job.id(), withoutSeed(job.id()), families(job.variant().recipe(), job.faults()))
                .flatMap(key -> Stream.ofNullable(recorded.get(key)))
                .findFirst()
                .map(Mean::millis)
                .orElseGet(() -> bySettings(job));
    }

    private static long bySettings(CampaignJob job) {
        long chaos = job.time().toMillis();
        return BESIDES_CHAOS_MILLIS + (job.variant().mutant() ? Math.min(chaos, MUTANT_MILLIS) : chaos);
    }
}
