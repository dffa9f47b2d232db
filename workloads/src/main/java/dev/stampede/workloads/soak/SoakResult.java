package dev.stampede.workloads.soak;

import dev.stampede.workloads.campaign.JobResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The result of a soak. Immutable.
 *
 * @param batches all recorded batches, including those of earlier processes
 * @param interrupted whether the soak was interrupted before its end
 */
public record SoakResult(List<SoakBatch> batches, boolean interrupted) {
    public SoakResult {
        batches = List.copyOf(batches);
    }

    /** The results of all runs. */
    public List<JobResult> runs() {
        return batches.stream().flatMap(batch -> batch.results().stream()).toList();
    }

    /** The runs of correct variants that were judged INVALID because of unknown findings. */
    public List<JobResult> falseAlarms() {
        return runs().stream()
                .filter(run -> run.verdict().equals("INVALID"))
                .filter(run -> run.knownFindings().isEmpty())
                .toList();
    }

    /** The runs in which the harness failed. */
    public List<JobResult> failures() {
        return runs().stream()
                .filter(run -> run.verdict().equals(JobResult.FAILED))
                .toList();
    }

    /**
     * The samples of each process, in the order of time. A new process starts with an empty heap, so its samples are
     * separate.
     */
    Map<Integer, List<ResourceSample>> samples() {
        Map<Integer, List<ResourceSample>> samples = new TreeMap<>();
        for (SoakBatch batch : batches) {
            ResourceSample sample = batch.sample();
            if (sample != null) {
                samples.computeIfAbsent(batch.process(), any -> new ArrayList<>())
                        .add(sample);
            }
        }
        return samples;
    }

    /** The samples of one resource in one process. */
    static List<Long> series(List<ResourceSample> samples, HarnessResource resource) {
        return samples.stream()
                .map(sample -> sample.amounts().get(resource))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * The trend of each resource: the trend in the process that leaks or, if none leaks, in the process with the most
     * samples. A resource that was never measured is missing.
     */
    public Map<HarnessResource, GrowthTrend> trends() {
        Map<HarnessResource, GrowthTrend> trends = new EnumMap<>(HarnessResource.class);
        for (HarnessResource resource : HarnessResource.values()) {
            samples().values().stream()
                    .map(samples -> series(samples, resource))
                    .filter(series -> !series.isEmpty())
                    .map(series -> GrowthTrend.of(series, resource.floor()))
                    .max(Comparator.comparing(GrowthTrend::leaks).thenComparing(GrowthTrend::samples))
                    .ifPresent(trend -> trends.put(resource, trend));
        }
        return trends;
    }

    /** The leaks, one sentence each. */
    public List<String> leaks() {
        List<String> leaks = new ArrayList<>();
        trends().forEach((resource, trend) -> {
            if (trend.leaks()) {
                leaks.add("%s: grew steadily by %s over the last %d samples, which is more than %s"
                        .formatted(
                                resource.title(),
                                resource.text(trend.growth()),
                                trend.samples(),
                                resource.text(trend.bound())));
            } else {
                leftBehind(resource).ifPresent(leaks::add);
            }
        });
        return leaks;
    }

    /** The leak of a resource of which runs must leave nothing; empty if nothing was left. */
    private Optional<String> leftBehind(HarnessResource resource) {
        return batches.stream()
                .filter(batch -> resource.goneAfterRuns())
                .filter(batch ->
                        batch.sample() != null && batch.sample().amounts().getOrDefault(resource, 0L) > 0)
                .findFirst()
                .map(batch -> "%s: %d left after the runs %d to %d"
                        .formatted(
                                resource.title(),
                                Objects.requireNonNull(batch.sample()).amounts().get(resource),
                                batch.first(),
                                batch.first() + batch.runs() - 1));
    }

    /** The reason why the soak is inconclusive; empty if it is conclusive. */
    public Optional<String> inconclusive() {
        Map<HarnessResource, GrowthTrend> trends = trends();
        if (!trends.containsKey(HarnessResource.HEAP)) {
            return Optional.of(
                    "the heap was never measured after a garbage collection; is -XX:+DisableExplicitGC set?");
        }
        int samples = trends.get(HarnessResource.HEAP).samples();
        if (samples < GrowthTrend.LEAST_SAMPLES) {
            return Optional.of("a trend needs %d samples in the second half of a process, found %d; use a longer --time"
                    .formatted(GrowthTrend.LEAST_SAMPLES, samples));
        }
        List<JobResult> runs = runs();
        long judged = runs.stream()
                .filter(run -> run.verdict().equals("VALID") || run.verdict().equals("INVALID"))
                .count();
        return judged * 2 < runs.size()
                ? Optional.of(
                        "only %d of %d runs were judged; is this machine overloaded?".formatted(judged, runs.size()))
                : Optional.empty();
    }
}
