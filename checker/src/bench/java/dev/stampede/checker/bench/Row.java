package dev.stampede.checker.bench;

import dev.stampede.checker.generator.GeneratorOptions;
import dev.stampede.checker.generator.HistoryGenerator;
import dev.stampede.checker.generator.InjectedViolation;
import java.util.ArrayList;
import java.util.List;

/**
 * A generated history with its time limits.
 *
 * @param name unique; also the name of its file
 * @param least the maximum time in milliseconds
 * @param goal the target time in milliseconds
 */
record Row(String name, GeneratorOptions workload, long seed, double least, double goal) {
    private static final double NONE = Double.NaN;

    /**
     * Two key-value stores with ten keys and fifty clients, as long as Porcupine's c50; one of them with a wrong
     * result.
     */
    static List<Row> stores() {
        GeneratorOptions store =
                GeneratorOptions.of("key-value", 2_000).clients(50).keys(10).mix(0.42, 0);
        return List.of(
                new Row("kv-c50-ok.txt", store, 50, NONE, NONE),
                new Row("kv-c50-bad.txt", store.flaw(InjectedViolation.STALE, 0.5), 50, NONE, NONE));
    }

    /** Hard histories that are short enough for files, so that Porcupine can run on them, too. */
    static List<Row> hard() {
        GeneratorOptions sixty = GeneratorOptions.of("cas-register", 1_000).clients(60);
        GeneratorOptions ten = GeneratorOptions.of("cas-register", 10_000);
        return List.of(
                new Row("60-clients-5-values.log", sixty, 1, 50, 10),
                new Row("60-clients-unique-read-write.log", sixty.values(0).mix(0.5, 0), 1, 50, 20),
                new Row("60-clients-unique-cas.log", sixty.values(0), 1, 200, 50),
                new Row("10k.log", ten, 1, NONE, NONE),
                new Row("10k-10%-indeterminate.log", ten.indeterminate(0.1), 1, 100, 20),
                new Row(
                        "1k-5%-indeterminate-stale.log",
                        GeneratorOptions.of("cas-register", 1_000)
                                .values(20)
                                .indeterminate(0.05)
                                .flaw(InjectedViolation.STALE, 0.5),
                        1,
                        100,
                        20),
                unsolved(3),
                unsolved(4),
                unsolved(8));
    }

    /** Most seeds are decided at once; about one in four is not decided in any known time. */
    private static Row unsolved(long seed) {
        GeneratorOptions workload = GeneratorOptions.of("cas-register", 10_000)
                .values(50)
                .indeterminate(0.02)
                .flaw(InjectedViolation.STALE, 0.5);
        return new Row("10k-2%-indeterminate-50-values-stale-seed-" + seed + ".log", workload, seed, 60_000, 5_000);
    }

    /** One register with increasing numbers of operations. */
    static List<Row> growing() {
        return List.of(
                new Row("100k", GeneratorOptions.of("cas-register", 100_000), 1, NONE, NONE),
                new Row("1m", GeneratorOptions.of("cas-register", 1_000_000), 1, 2_000, 800));
    }

    /** Histories for the specialists, measured from the calls to a verdict with a validated witness. */
    static List<Row> special() {
        return specialWorkloads(1_000_000).stream()
                .map(workload -> new Row("unique values, 1 M: " + workload.model(), workload, 1, NONE, NONE))
                .toList();
    }

    private static List<GeneratorOptions> specialWorkloads(int operations) {
        List<GeneratorOptions> all = new ArrayList<>();
        for (String model : List.of(
                "register",
                "cas-register",
                "versioned-znode",
                "mutex",
                "reentrant-mutex",
                "read-write-lock",
                "semaphore",
                "fifo-queue",
                "priority-queue",
                "set",
                "counter",
                "id-generator")) {
            all.add(GeneratorOptions.of(model, operations).values(0).permits(3));
        }
        return all;
    }

    /** Histories of each model with a violation in the middle, for measuring cores. */
    static List<Row> wrong() {
        List<Row> rows = new ArrayList<>();
        for (int operations : new int[] {200, 10_000, 100_000}) {
            for (String model : HistoryGenerator.models()) {
                for (InjectedViolation flaw : new InjectedViolation[] {
                    InjectedViolation.STALE, InjectedViolation.PHANTOM, InjectedViolation.DOUBLE_GRANT
                }) {
                    if (HistoryGenerator.flaws(model).contains(flaw)) {
                        GeneratorOptions workload = GeneratorOptions.of(model, operations)
                                .values(0)
                                .permits(3)
                                .flaw(flaw, 0.5);
                        rows.add(new Row(model + " " + flaw + " " + operations, workload, 1, NONE, NONE));
                    }
                }
            }
        }
        return rows;
    }

    static Row wrong(String name) {
        return oneOf(wrong(), name);
    }

    static Row named(String name) {
        List<Row> all = new ArrayList<>(growing());
        all.addAll(special());
        return oneOf(all, name);
    }

    private static Row oneOf(List<Row> all, String name) {
        return all.stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected the name of a row, found " + name));
    }
}
