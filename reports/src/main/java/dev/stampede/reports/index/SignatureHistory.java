package dev.stampede.reports.index;

import dev.stampede.reports.index.RunSummary.Finding;
import dev.stampede.reports.index.RunSummary.Purpose;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The history of one signature over all runs: where it was observed, how often, and whether it is probably fixed.
 *
 * <p>The rate counts comparable runs only: runs of the same recipe in which all faults of the signature took effect,
 * and runs of this recipe that show the signature.
 *
 * @param rate the rate up to the last run with this signature
 * @param runsWithout the number of comparable runs after the last run with this signature
 * @param best the run in which the signature occurred the shortest time after the start
 */
public record SignatureHistory(
        Finding finding, RunSummary first, RunSummary last, OccurrenceRate rate, int runsWithout, RunSummary best) {

    /**
     * The signatures of all runs of the purpose SUBJECT: violations first, then sorted by their last occurrence, newest
     * first.
     */
    static List<SignatureHistory> of(List<RunSummary> runs) {
        List<RunSummary> subjects = runs.stream()
                .filter(r -> r.purpose() == Purpose.SUBJECT)
                .sorted(Comparator.comparing(RunSummary::startedAt))
                .toList();
        Map<String, Finding> signatures = new LinkedHashMap<>();
        subjects.forEach(r -> r.findings().forEach(f -> signatures.putIfAbsent(key(f), f)));
        List<SignatureHistory> histories = new ArrayList<>();
        signatures.values().forEach(f -> histories.add(of(f, subjects)));
        histories.sort(Comparator.comparing((SignatureHistory s) -> s.finding().caveat())
                .thenComparing(s -> s.last().startedAt(), Comparator.reverseOrder()));
        return histories;
    }

    private static SignatureHistory of(Finding finding, List<RunSummary> subjects) {
        List<RunSummary> peers = subjects.stream()
                .filter(r -> r.recipe().equals(finding.recipe()))
                .filter(r -> shows(r, finding) || r.faults().containsAll(finding.faultKinds()))
                .toList();
        List<RunSummary> seen = peers.stream().filter(r -> shows(r, finding)).toList();
        if (seen.isEmpty()) {
            seen = subjects.stream().filter(r -> shows(r, finding)).toList();
            peers = seen;
        }
        RunSummary last = seen.get(seen.size() - 1);
        int upTo = peers.indexOf(last) + 1;
        RunSummary best =
                seen.stream().min(Comparator.comparingLong(r -> at(r, finding))).orElse(last);
        return new SignatureHistory(
                finding, seen.get(0), last, new OccurrenceRate(seen.size(), upTo), peers.size() - upTo, best);
    }

    private static boolean shows(RunSummary run, Finding finding) {
        return at(run, finding) != Long.MAX_VALUE;
    }

    private static long at(RunSummary run, Finding finding) {
        return run.findings().stream()
                .filter(f -> key(f).equals(key(finding)))
                .mapToLong(Finding::atNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static String key(Finding f) {
        return String.join("\n", f.check(), f.kind(), String.valueOf(f.faultKinds()), f.recipe(), "" + f.caveat());
    }

    /** Whether enough runs without the signature followed to consider the defect fixed. */
    public boolean closed() {
        return runsWithout >= rate.runsToBelieveFixed();
    }

    /** Whether the defect is open or fixed, for people. */
    public String state() {
        if (runsWithout == 0) {
            return "open";
        }
        int needed = rate.runsToBelieveFixed();
        return closed()
                ? "fixed: " + runsWithout + " runs without it since, " + needed + " were needed"
                : "fixed? " + runsWithout + " of " + needed + " runs without it";
    }
}
