package dev.stampede.checker.bench;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.format.FileVerdict;
import dev.stampede.checker.format.HistoryFileChecker;
import dev.stampede.checker.format.LoadedHistory;
import dev.stampede.checker.generator.HistoryGenerator;
import dev.stampede.checker.linearizability.specialists.SpecialistTimings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A separate JVM that measures, and prints a {@link Sample} for each file or row. */
public final class Child {
    /** The maximum number of decisions of a long history, limited by {@link #PATIENCE_NANOS}. */
    private static final int REPEATS = 5;

    private static final int ROUNDS = 15;

    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private Child() {}

    /**
     * The first argument selects the mode: warm, cold or capped with files, row or core with a name, columns with a
     * number, grid with a size and a seed, scale with a file.
     */
    public static void main(String[] args) throws Exception {
        List<String> rest = Arrays.asList(args).subList(1, args.length);
        switch (args[0]) {
            case "warm" -> Warm.run(rest);
            case "cold" -> cold(rest);
            case "capped" -> capped(rest);
            case "row" -> row(Row.named(rest.get(0)));
            case "columns" -> columns(Integer.parseInt(rest.get(0)));
            case "grid" -> GridSection.child(Integer.parseInt(rest.get(0)), Long.parseLong(rest.get(1)));
            case "core" -> core(Row.wrong(rest.get(0)));
            case "scale" -> ScaleChild.run(Path.of(rest.get(0)));
            default ->
                throw new IllegalArgumentException(
                        "expected warm, cold, capped, row, core, columns, grid or scale, found " + args[0]);
        }
    }

    private static CheckBudget budget() {
        return CheckBudget.of(CheckBenchmark.TIME, CheckBenchmark.BYTES);
    }

    /** Reads all files, then decides each once. */
    private static void cold(List<String> files) throws IOException {
        List<LoadedHistory<?, ?, ?>> histories = new ArrayList<>();
        for (String file : files) {
            histories.add(HistoryFileChecker.read(Path.of(file), HistoryFileChecker.Options.DETECTED));
        }
        List<Sample> samples = new ArrayList<>();
        for (LoadedHistory<?, ?, ?> history : histories) {
            samples.add(sample(history.file(), history.decideOnly(budget()), 0));
        }
        samples.forEach(sample -> System.out.println(sample.toJson()));
    }

    /** Reads and decides each file within the heap limit of this JVM. */
    private static void capped(List<String> files) throws IOException {
        for (String file : files) {
            FileVerdict verdict =
                    HistoryFileChecker.checkFile(Path.of(file), HistoryFileChecker.Options.DETECTED, budget());
            System.out.println(sample(file, verdict, peakMiB()).toJson());
        }
    }

    private static void row(Row row) {
        LoadedHistory<?, ?, ?> history = HistoryGenerator.inMemory(row.workload(), row.seed());
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        FileVerdict first = history.decideOnly(budget());
        long peak = peakMiB();
        List<Double> millis = new ArrayList<>(List.of(first.millis()));
        long begun = System.nanoTime();
        while (millis.size() < REPEATS && System.nanoTime() - begun < PATIENCE_NANOS) {
            millis.add(history.decideOnly(budget()).millis());
        }
        System.out.println(new Sample(
                        row.name(),
                        first.verdict().name(),
                        first.operations(),
                        first.millis(),
                        Figures.median(millis),
                        peak)
                .toJson());
    }

    /** Decides this number of operations from columns, for each specialist with a suitable history. */
    private static void columns(int operations) {
        SpecialistTimings.all(operations, ROUNDS)
                .forEach((name, millis) -> System.out.println(
                        new Sample(name, "VALID", operations, millis.get(0), Figures.median(millis), 0).toJson()));
    }

    /** Decides and explains; the number of operations in the sample is that of the core. */
    private static void core(Row row) {
        LoadedHistory<?, ?, ?> history = HistoryGenerator.inMemory(row.workload(), row.seed());
        long begun = System.nanoTime();
        FileVerdict verdict = history.decide(budget());
        double millis = (System.nanoTime() - begun) / 1e6;
        int size = verdict.explanation() == null ? 0 : verdict.explanation().size();
        System.out.println(
                new Sample(row.name(), verdict.verdict().name(), size, verdict.millis(), millis, 0).toJson());
    }

    private static Sample sample(String file, FileVerdict verdict, long peak) {
        return new Sample(
                file, verdict.verdict().name(), verdict.operations(), verdict.millis(), verdict.millis(), peak);
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    /** The sum of the maximum usage of each memory pool of the heap. */
    static long peakMiB() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20;
    }
}
