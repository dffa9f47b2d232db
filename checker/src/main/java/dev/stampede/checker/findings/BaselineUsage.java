package dev.stampede.checker.findings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects over several runs which entries of a baseline occurred, so that unused entries can be removed. Safe to use
 * from several threads.
 */
public final class BaselineUsage {
    private final Baseline baseline;
    private final TreeMap<String, Integer> runs = new TreeMap<>();
    private final Set<BaselineEntry> occurred = new HashSet<>();

    public BaselineUsage(Baseline baseline) {
        this.baseline = baseline;
    }

    public Baseline baseline() {
        return baseline;
    }

    /**
     * Compares the baseline with a run, and records which entries occurred.
     *
     * @param recipe the recipe of the run
     * @param violations the violations of the run; empty if there are none
     */
    public synchronized BaselineComparison add(String recipe, List<ViolationSignature> violations) {
        runs.merge(recipe, 1, Integer::sum);
        BaselineComparison comparison = baseline.compare(violations);
        occurred.addAll(comparison.occurred());
        return comparison;
    }

    /** The entries whose recipe was run, but whose finding no run showed. */
    public synchronized List<BaselineEntry> missing() {
        return baseline.entries().stream()
                .filter(e -> runs.containsKey(e.recipe()) && !occurred.contains(e))
                .toList();
    }

    /**
     * One line for each entry that did not occur, with the number of runs, and one more line if entries belong to
     * recipes that were not run.
     */
    public synchronized List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (BaselineEntry entry : missing()) {
            int n = runs.getOrDefault(entry.recipe(), 0);
            remarks.add(baseline.file() + ":" + entry.line() + ": " + entry + " did not occur in " + n
                    + (n == 1 ? " run" : " runs"));
        }
        long notRun = baseline.entries().stream()
                .filter(e -> !runs.containsKey(e.recipe()))
                .count();
        if (notRun > 0) {
            remarks.add(baseline.file() + ": " + notRun + (notRun == 1 ? " entry is" : " entries are")
                    + " of recipes that were not run");
        }
        return List.copyOf(remarks);
    }
}
