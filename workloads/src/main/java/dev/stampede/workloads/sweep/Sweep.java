package dev.stampede.workloads.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Executes the cases of a sweep, many at the same time. First it counts the requests of each operation in each setting,
 * then it executes each request with each way, and repeats each bad case {@value #REPETITIONS} times. It records each
 * result in {@value SweepFile#NAME}; a sweep that is started again in the same folder executes only the cases that have
 * no result or whose harness failed.
 *
 * <p>Not thread-safe; used once.
 */
public final class Sweep {
    /** The number of repetitions of a bad case. */
    public static final int REPETITIONS = 3;

    private static final int LINES_OF_PROGRESS = 20;
    private static final long STOP_SECONDS = 10;

    private final SweepConfig config;
    private final Path out;
    private final Consumer<String> progress;
    private final Cases cases;

    /** Executes one case. */
    @FunctionalInterface
    public interface Cases {
        CaseRunner.Execution run(SweepCase sweepCase) throws InterruptedException;
    }

    /** @param progress receives lines for people; called by the thread that calls {@link #run} */
    public Sweep(SweepConfig config, Path out, Consumer<String> progress, Cases cases) {
        this.config = config;
        this.out = out;
        this.progress = progress;
        this.cases = cases;
    }

    /**
     * The result of a sweep.
     *
     * @param results the results of the cases that have ended, in the order of operations, settings, ways and requests
     * @param planned the number of all cases; those whose requests were not counted yet are missing in it
     * @param executed the number of cases that this sweep executed itself, without repetitions
     * @param seconds its duration
     * @param complete whether every case has ended
     */
    public record Result(List<CaseResult> results, int planned, int executed, double seconds, boolean complete) {
        public Result {
            results = List.copyOf(results);
        }
    }

    /**
     * Executes the cases. An interrupt ends the sweep; the result then contains the cases that have ended, and the
     * thread's interrupt status is set.
     */
    public Result run() throws IOException {
        long began = System.nanoTime();
        Map<String, CaseResult> done = recorded(out);
        int before = done.size();
        ExecutorService threads = Executors.newFixedThreadPool(config.atOnce());
        List<SweepCase> counting = config.countingCases();
        List<SweepCase> losses = List.of();
        boolean complete = false;
        try {
            execute(threads, "counted", counting, done);
            losses = losses(config.ways(), counting, done);
            progress.accept(losses.size() + " cases of " + counting.size() + " operations and settings, "
                    + losses.stream().filter(c -> done.containsKey(c.id())).count() + " of them executed before; "
                    + config.atOnce() + " at a time, in " + out);
            execute(threads, "ended", losses, done);
            complete = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            progress.accept("interrupted; run the command again with the same --out to execute the other cases");
        } finally {
            end(threads);
        }
        return result(counting, losses, done, done.size() - before, (System.nanoTime() - began) / 1e9, complete);
    }

    /** The recorded results; executes none. */
    public Result recordedOnly() throws IOException {
        Map<String, CaseResult> done = recorded(out);
        List<SweepCase> counting = config.countingCases();
        List<SweepCase> losses = losses(config.ways(), counting, done);
        boolean complete = counting.stream().allMatch(c -> done.containsKey(c.id()))
                && losses.stream().allMatch(c -> done.containsKey(c.id()));
        return result(counting, losses, done, 0, 0, complete);
    }

    private static Result result(
            List<SweepCase> counting,
            List<SweepCase> losses,
            Map<String, CaseResult> done,
            int executed,
            double seconds,
            boolean complete) {
        List<SweepCase> all = new ArrayList<>(counting);
        all.addAll(losses);
        List<CaseResult> results =
                all.stream().map(c -> done.get(c.id())).filter(Objects::nonNull).toList();
        return new Result(results, all.size(), executed, seconds, complete);
    }

    private static Map<String, CaseResult> recorded(Path out) throws IOException {
        Map<String, CaseResult> done = new LinkedHashMap<>();
        for (CaseResult result : SweepFile.read(out)) {
            if (result.outcome() != CellOutcome.HARNESS_FAILED) {
                done.put(result.sweepCase().id(), result);
            }
        }
        return done;
    }

    /** Each counted request with each way. An operation whose undisturbed case is not correct is not swept. */
    static List<SweepCase> losses(List<LossWay> ways, List<SweepCase> counting, Map<String, CaseResult> done) {
        List<SweepCase> losses = new ArrayList<>();
        for (SweepCase counted : counting) {
            CaseResult result = done.get(counted.id());
            if (result == null || result.outcome() != CellOutcome.CORRECT) {
                continue;
            }
            for (LossWay way : ways) {
                for (int request = 1; request <= result.requests().size(); request++) {
                    losses.add(counted.losing(way, request));
                }
            }
        }
        return losses;
    }

    private void execute(ExecutorService threads, String verb, List<SweepCase> all, Map<String, CaseResult> done)
            throws InterruptedException, IOException {
        List<SweepCase> missing =
                all.stream().filter(c -> !done.containsKey(c.id())).toList();
        CompletionService<CaseResult> service = new ExecutorCompletionService<>(threads);
        missing.forEach(c -> service.submit(() -> runAndRecord(c)));
        int every = Math.max(1, (missing.size() + LINES_OF_PROGRESS - 1) / LINES_OF_PROGRESS);
        for (int ended = 1; ended <= missing.size(); ended++) {
            try {
                CaseResult result = service.take().get();
                done.put(result.sweepCase().id(), result);
                if (result.outcome().bad() || result.outcome() == CellOutcome.HARNESS_FAILED) {
                    progress.accept(result.line());
                }
            } catch (ExecutionException e) {
                throw new IOException("a case could not be recorded: " + e.getCause(), e.getCause());
            }
            if (ended % every == 0) {
                progress.accept(ended + " of " + missing.size() + " cases " + verb);
            }
        }
    }

    private CaseResult runAndRecord(SweepCase sweepCase) throws InterruptedException {
        CaseRunner.Execution execution = cases.run(sweepCase);
        CaseResult result = execution.result();
        if (result.outcome().bad() && !sweepCase.counts()) {
            int agreeing = 0;
            for (int i = 0; i < REPETITIONS; i++) {
                agreeing += cases.run(sweepCase).result().outcome() == result.outcome() ? 1 : 0;
            }
            result = result.repeated(agreeing, REPETITIONS);
        }
        try {
            if (result.outcome().bad() || result.outcome() == CellOutcome.HARNESS_FAILED) {
                SweepFile.writeCase(out, new CaseRunner.Execution(result, execution.log()));
            }
            SweepFile.append(out, result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    private static void end(ExecutorService threads) {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
