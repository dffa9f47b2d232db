package dev.stampede.workloads.soak;

import dev.stampede.reports.AtomicFiles;
import dev.stampede.workloads.campaign.Campaign;
import dev.stampede.workloads.campaign.CampaignJob;
import dev.stampede.workloads.campaign.JobResult;
import dev.stampede.workloads.run.EnsembleKind;
import dev.stampede.workloads.run.RecordedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs correct variants under all faults for a long time, in batches, and measures the harness after each batch, while
 * no run is in progress. Records each batch in {@value SoakFile#NAME}, and rewrites {@value #TABLE} after each batch.
 *
 * <p>It deletes the folders of VALID runs, so that a long soak needs little disk space. It keeps the folders of all
 * false alarms and, for each variant and verdict, the folders of the first {@value #KEPT} other runs. A soak that is
 * started again in the same folder continues with the remaining time and the next runs and seeds.
 *
 * <p>Not thread-safe; used once.
 */
public final class Soak {
    /** The file with the table and the trends. */
    public static final String TABLE = "soak.md";

    private static final String RUNS = "runs";
    private static final int KEPT = 3;
    private static final Duration MAX_HEAL_TIME = Duration.ofSeconds(12);

    private final SoakConfig config;
    private final Path out;
    private final Runner runner;
    private final ResourceSample.Probe probe;
    private final LongSupplier nanos;
    private final Consumer<String> progress;
    private final Map<String, Integer> kept = new ConcurrentHashMap<>();

    /** Executes one run in a folder of its own. */
    @FunctionalInterface
    interface Runner {
        JobResult run(CampaignJob job, Path folder) throws InterruptedException;
    }

    /**
     * Creates a soak of this JVM.
     *
     * @param progress receives a line for each run and each sample
     */
    public Soak(SoakConfig config, EnsembleKind ensemble, Path out, Consumer<String> progress) {
        this(
                config,
                out,
                (job, folder) -> Campaign.execute(job, ensemble, RecordedData.configured(), folder),
                new HarnessProbe(),
                System::nanoTime,
                progress);
    }

    /** Creates a soak with another runner and probe, for tests. */
    Soak(
            SoakConfig config,
            Path out,
            Runner runner,
            ResourceSample.Probe probe,
            LongSupplier nanos,
            Consumer<String> progress) {
        this.config = config;
        this.out = out;
        this.runner = runner;
        this.probe = probe;
        this.nanos = nanos;
        this.progress = progress;
    }

    /**
     * Runs until the time is over. An interrupt ends the current runs in an orderly way; then the result contains the
     * recorded runs, and the thread's interrupt status is set.
     *
     * @throws IllegalArgumentException if a run is impossible, such as one that is too short for its faults
     */
    public SoakResult run() throws IOException {
        List<SoakBatch> batches = new ArrayList<>(SoakFile.read(out));
        int process = batches.stream().mapToInt(SoakBatch::process).max().orElse(0) + 1;
        int next = batches.stream()
                .mapToInt(batch -> batch.first() + batch.runs())
                .max()
                .orElse(0);
        long before = elapsedMillis(batches);
        long began = nanos.getAsLong();
        progress.accept("%s, %d at a time, in %s%s"
                .formatted(
                        config.time(),
                        config.atOnce(),
                        out,
                        batches.isEmpty() ? "" : "; continues after " + next + " runs in " + before / 1_000 + " s"));
        boolean interrupted = false;
        while (!interrupted && before + sinceMillis(began) < config.time().toMillis()) {
            Batch batch = batch(next);
            ResourceSample sample = batch.interrupted() ? null : measure();
            interrupted = Thread.currentThread().isInterrupted();
            SoakBatch recorded =
                    new SoakBatch(process, next, config.atOnce(), sinceMillis(began), batch.results(), sample);
            next += config.atOnce();
            batches.add(recorded);
            record(recorded, new SoakResult(batches, interrupted));
        }
        return new SoakResult(batches, interrupted);
    }

    /** The recorded result in a folder; executes nothing. */
    public static SoakResult recorded(Path out) throws IOException {
        return new SoakResult(SoakFile.read(out), false);
    }

    private long sinceMillis(long began) {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - began);
    }

    /** The elapsed time of all processes. */
    private static long elapsedMillis(List<SoakBatch> batches) {
        return batches.stream()
                .map(SoakBatch::process)
                .distinct()
                .mapToLong(process -> batches.stream()
                        .filter(batch -> batch.process() == process)
                        .mapToLong(SoakBatch::elapsedMillis)
                        .max()
                        .orElse(0))
                .sum();
    }

    /** An interrupted thread cannot write files, so the interrupt is deferred. */
    private void record(SoakBatch batch, SoakResult result) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            SoakFile.append(out, batch);
            AtomicFiles.text(out.resolve(TABLE), SoakReport.markdown(result));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        ResourceSample sample = batch.sample();
        if (sample != null) {
            StringBuilder line = new StringBuilder("  harness:");
            sample.amounts().forEach((resource, amount) -> line.append(' ')
                    .append(resource.title())
                    .append(' ')
                    .append(resource.text(amount))
                    .append(','));
            progress.accept(line.substring(0, line.length() - 1));
        }
    }

    private @Nullable ResourceSample measure() {
        try {
            return probe.measure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** The results of the runs of a batch that ended by themselves, in order. */
    private record Batch(List<JobResult> results, boolean interrupted) {}

    private Batch batch(int first) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(config.atOnce());
        List<Future<JobResult>> futures = new ArrayList<>();
        List<JobResult> results = new ArrayList<>();
        boolean interrupted = false;
        try {
            for (int number = first; number < first + config.atOnce(); number++) {
                Path folder = out.resolve(RUNS).resolve(String.format(Locale.ROOT, "%06d", number));
                CampaignJob job = config.job(number);
                futures.add(threads.submit(() -> runOne(job, folder)));
            }
            for (Future<JobResult> future : futures) {
                results.add(future.get());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException usage) {
                throw usage;
            }
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("a run ended with " + e.getCause(), e);
        } finally {
            interrupted |= end(threads);
        }
        for (Future<JobResult> ended : futures.subList(results.size(), futures.size())) {
            addIfEnded(ended, results);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Batch(results, interrupted);
    }

    private static void addIfEnded(Future<JobResult> future, List<JobResult> results) {
        try {
            if (future.isDone() && !future.isCancelled()) {
                results.add(future.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            // The run was interrupted and has no result.
        }
    }

    private JobResult runOne(CampaignJob job, Path folder) throws InterruptedException, IOException {
        JobResult result = runner.run(job, folder);
        progress.accept(result.line());
        if (!keepsFolder(result)) {
            delete(folder);
        }
        return result;
    }

    private boolean keepsFolder(JobResult result) {
        return switch (result.verdict()) {
            case "VALID" -> false;
            case "INVALID" -> result.knownFindings().isEmpty() || amongFirst(result);
            default -> amongFirst(result);
        };
    }

    private boolean amongFirst(JobResult result) {
        return kept.merge(result.recipe() + " " + result.verdict(), 1, Integer::sum) <= KEPT;
    }

    /**
     * Interrupts the current runs, which heal their faults; returns whether this thread was interrupted, or a run did
     * not end in time.
     */
    private static boolean end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            boolean ended = threads.awaitTermination(MAX_HEAL_TIME.toSeconds(), TimeUnit.SECONDS);
            return interrupted || !ended;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
