package dev.stampede.checker.analysis;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.history.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers the violations and the caveats of one check, and keeps a bounded number of each. Not thread-safe. */
public final class AnomalyCollector {
    /** The most violations, and the most caveats, that a result holds; the count in its text goes on. */
    public static final int MAX_ANOMALIES = 20;

    private final String check;
    private final History history;
    private final List<Anomaly> anomalies = new ArrayList<>();
    private int count;
    private int caveats;

    /** Gathers for the check of that name. */
    public AnomalyCollector(String check, History history) {
        this.check = check;
        this.history = history;
    }

    /** What a violation is about. */
    public record Extent(long fromNanos, long toNanos, Collection<Integer> clients, List<Integer> operations) {

        /** A moment, and nobody in particular. */
        public static Extent at(long atNanos) {
            return new Extent(atNanos, atNanos, Set.of(), List.of());
        }
    }

    /** A violation: nothing excuses it. */
    public void add(String kind, String headline, Blame blame, Extent site, Citation promise) {
        add(kind, headline, blame, site, promise, null);
    }

    /** A caveat where there is an excuse, otherwise a violation. */
    public void add(
            String kind, String headline, Blame blame, Extent site, Citation promise, @Nullable Citation excuse) {
        boolean caveat = excuse != null;
        count += caveat ? 0 : 1;
        caveats += caveat ? 1 : 0;
        if ((caveat ? caveats : count) > MAX_ANOMALIES) {
            return;
        }
        AnomalyContext around = AnomalyContext.of(history, site.fromNanos(), site.toNanos(), site.clients());
        anomalies.add(new Anomaly(
                check,
                kind,
                headline,
                around.because(),
                blame,
                site.operations().stream().filter(o -> o >= 0).distinct().toList(),
                around.faults(),
                site.fromNanos(),
                site.toNanos(),
                promise,
                excuse,
                around.signature(check, kind)));
    }

    /** How many violations there were. */
    public int count() {
        return count;
    }

    /** How many caveats there were. */
    public int caveats() {
        return caveats;
    }

    /** In order of time. */
    public List<Anomaly> anomalies() {
        return anomalies.stream()
                .sorted(Comparator.comparingLong(Anomaly::fromNanos))
                .toList();
    }

    /** The result, with what was looked at and how many violations there were. */
    public CheckResult result(String scope) {
        String all = scope + ", " + count + (count == 1 ? " violation" : " violations")
                + (count > MAX_ANOMALIES ? " (the first " + MAX_ANOMALIES + " are told)" : "")
                + (caveats == 0 ? "" : ", " + caveats + (caveats == 1 ? " caveat" : " caveats"))
                + (caveats > MAX_ANOMALIES ? " (the first " + MAX_ANOMALIES + " are told)" : "");
        return CheckResult.of(check, all, anomalies());
    }

    /** The result of a check whose budget was over before it had looked at everything. */
    public CheckResult resultOfPart(String scope, CheckBudget budget) {
        return count > 0
                ? result(scope)
                : CheckResult.inconclusive(
                        check,
                        scope,
                        "gave up after " + budget.time().toSeconds() + " s; nothing was broken until then");
    }
}
