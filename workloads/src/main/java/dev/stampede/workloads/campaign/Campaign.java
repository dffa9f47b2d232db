package dev.stampede.workloads.campaign;

import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.run.Progress;
import dev.stampede.workloads.run.RecordedData;
import dev.stampede.workloads.run.RunException;
import dev.stampede.workloads.run.RunLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Executes the runs of a campaign, several at the same time, each on an ensemble of its own. It records each result in
 * {@value CampaignFile#NAME} in its folder; a campaign that is started again in the same folder executes only the runs
 * that have no result or the verdict FAILED.
 *
 * <p>Not thread-safe; used once.
 */
public final class Campaign {
    /** The time that the current runs have to heal their faults when the campaign is interrupted. */
    private static final Duration MAX_HEAL_TIME = Duration.ofSeconds(12);

    private final Path out;
    private final Consumer<String> progress;
    private final Runner runner;

    /** Executes one run. */
    interface Runner {
        JobResult run(CampaignJob job) throws InterruptedException;
    }

    /**
     * @param data what the runs record of the data of znodes
     * @param progress receives a line for each run that ends; called from several threads
     */
    public Campaign(Path out, EnsembleKind ensemble, RecordedData data, Consumer<String> progress) {
        this.out = out;
        this.progress = progress;
        this.runner = job -> execute(job, ensemble, data, out);
    }

    /** A campaign with another runner, for tests. */
    Campaign(Path out, Consumer<String> progress, Runner runner) {
        this.out = out;
        this.progress = progress;
        this.runner = runner;
    }

    /**
     * The result of a campaign.
     *
     * @param entries the results of the runs that have ended, in the order of the jobs
     * @param jobs the number of all jobs
     */
    public record Result(List<JobResult> entries, int jobs) {
        public Result {
            entries = List.copyOf(entries);
        }

        /** Whether every run has ended. */
        public boolean complete() {
            return entries.size() == jobs;
        }
    }

    /**
     * Executes the runs that have no recorded result or the verdict FAILED. An interrupt ends the current runs in an
     * orderly way; then the result contains the runs that have ended, and the thread's interrupt status is set.
     *
     * @throws IllegalArgumentException if a run is impossible, such as one that is too short for its faults
     */
    public Result run(List<CampaignJob> jobs, int atOnce) throws IOException {
        Map<String, JobResult> done = new LinkedHashMap<>();
        CampaignFile.read(out.resolve(CampaignFile.NAME)).stream()
                .filter(e -> !e.verdict().equals(JobResult.FAILED))
                .forEach(e -> done.put(e.id(), e));
        List<CampaignJob> missing =
                jobs.stream().filter(j -> !done.containsKey(j.id())).toList();
        progress.accept(jobs.size() + (jobs.size() == 1 ? " run, " : " runs, ") + (jobs.size() - missing.size())
                + " of them executed before; " + atOnce + " at a time, in " + out);
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<JobResult>> futures = new ArrayList<>();
            AtomicInteger ended = new AtomicInteger(jobs.size() - missing.size());
            missing.forEach(job -> futures.add(threads.submit(() -> {
                JobResult entry = runAndRecord(job);
                progress.accept(ended.incrementAndGet() + " of " + jobs.size() + ": " + entry.line());
                return entry;
            })));
            collect(futures, done);
        } finally {
            end(threads);
        }
        return result(jobs, done);
    }

    /** The recorded results of these runs; executes none. */
    public Result recorded(List<CampaignJob> jobs) throws IOException {
        Map<String, JobResult> done = new LinkedHashMap<>();
        CampaignFile.read(out.resolve(CampaignFile.NAME)).forEach(e -> done.put(e.id(), e));
        return result(jobs, done);
    }

    private static Result result(List<CampaignJob> jobs, Map<String, JobResult> done) {
        return new Result(
                jobs.stream()
                        .map(j -> done.get(j.id()))
                        .filter(Objects::nonNull)
                        .toList(),
                jobs.size());
    }

    private static void collect(List<Future<JobResult>> futures, Map<String, JobResult> done) throws IOException {
        for (Future<JobResult> future : futures) {
            try {
                JobResult entry = future.get();
                done.put(entry.id(), entry);
            } catch (InterruptedException e) {
                futures.stream().filter(Future::isDone).forEach(f -> add(f, done));
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UncheckedIOException io) {
                    throw new IOException("the results of the campaign cannot be recorded: " + io.getMessage(), io);
                }
                if (e.getCause() instanceof IllegalArgumentException usage) {
                    throw usage;
                }
                throw new IllegalStateException("a run ended with " + e.getCause(), e);
            }
        }
    }

    private static void add(Future<JobResult> future, Map<String, JobResult> done) {
        try {
            JobResult entry = future.get();
            done.put(entry.id(), entry);
        } catch (InterruptedException | ExecutionException e) {
            // The run has no result.
        }
    }

    /** Interrupts the current runs, which heal their faults. */
    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            if (!threads.awaitTermination(MAX_HEAL_TIME.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private JobResult runAndRecord(CampaignJob job) throws InterruptedException {
        long began = System.nanoTime();
        JobResult entry = runner.run(job).took(Duration.ofNanos(System.nanoTime() - began));
        try {
            CampaignFile.append(out, entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entry;
    }

    /**
     * Executes one run. A failure of the harness is a result, too.
     *
     * @param data what the run records of the data of znodes
     * @param out the folder in which the run makes a folder of its own
     * @throws IllegalArgumentException if the run is impossible, such as one that is too short for its faults
     */
    public static JobResult execute(CampaignJob job, EnsembleKind ensemble, RecordedData data, Path out)
            throws InterruptedException {
        try {
            return JobResult.of(job, RunLauncher.run(job.config(ensemble, data), out, Progress.silent()));
        } catch (EnsembleException | RunException e) {
            return JobResult.failed(job, e);
        }
    }
}
