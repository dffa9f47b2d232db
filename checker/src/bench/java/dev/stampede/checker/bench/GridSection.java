package dev.stampede.checker.bench;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.linearizability.LinearizabilityChecker;
import dev.stampede.checker.linearizability.LinearizabilityResult;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Decides every cell of a grid of hard register histories, and reports the times and the undecided cells. */
final class GridSection {
    private static final int[] SIZES = {1_000, 10_000};
    private static final int SEEDS = 3;
    private static final int SECONDS = 30;
    private static final long BYTES = 512L << 20;

    /** Of the large histories, one in this number is decided. */
    private static final int EACH_OF_LARGE = 7;

    private final Table table;

    GridSection(Table table) {
        this.table = table;
    }

    void run() throws IOException, InterruptedException {
        for (int size : SIZES) {
            Map<String, Double> slowest = new TreeMap<>();
            double[] all = {};
            long undecided = 0;
            for (int seed = 1; seed <= SEEDS; seed++) {
                System.err.println("grid of " + size + " operations, seed " + seed);
                List<Sample> samples = Processes.java(
                        List.of("-Xmx1g"), List.of("grid", Integer.toString(size), Integer.toString(seed)));
                undecided += samples.stream()
                        .filter(sample -> sample.verdict().equals("INCONCLUSIVE"))
                        .count();
                samples.forEach(sample -> slowest.merge(sample.file(), sample.millis(), Math::max));
                double[] millis = samples.stream().mapToDouble(Sample::millis).toArray();
                all = Arrays.copyOf(all, all.length + millis.length);
                System.arraycopy(millis, 0, all, all.length - millis.length, millis.length);
            }
            Arrays.sort(all);
            String what = "grid, " + size + " operations, " + all.length + " histories: ";
            boolean small = size == SIZES[0];
            table.fact(what + "undecided in " + SECONDS + " s", Long.toString(undecided), undecided == 0);
            table.time(what + "median", all[all.length / 2], Table.NONE, "", Table.NONE, Table.NONE);
            double limit = small ? 200 : 1_500;
            table.time(what + "99 of 100", all[all.length * 99 / 100], Table.NONE, "", limit, limit);
            table.time(
                    what + "slowest",
                    all[all.length - 1],
                    Table.NONE,
                    "",
                    small ? 2_000 : Table.NONE,
                    small ? 2_000 : Table.NONE);
            slowest.forEach((group, millis) ->
                    table.time(what + "slowest of " + group, millis, Table.NONE, "", Table.NONE, Table.NONE));
        }
    }

    /** Runs in a separate JVM: decides the cells of one size and seed, and prints a sample for each. */
    static void child(int operations, long seed) {
        int each = operations > SIZES[0] ? EACH_OF_LARGE : 1;
        List<GridCell> cells = GridCell.all(operations, seed);
        for (int i = (int) (seed % each); i < cells.size(); i += each) {
            GridCell cell = cells.get(i);
            List<ObservedCall<Register.Input, Register.Output>> calls = cell.history();
            if (!calls.isEmpty()) {
                LinearizabilityResult result = LinearizabilityChecker.standard()
                        .decide(cell.model(), calls, CheckBudget.of(Duration.ofSeconds(SECONDS), BYTES));
                double millis = result.decidedNanos() / 1e6;
                System.out.println(
                        new Sample(cell.group(), result.verdict().name(), calls.size(), millis, millis, 0).toJson());
            }
        }
    }
}
