package dev.stampede.checker.checks.naming;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.RealTimeOrder;
import dev.stampede.checker.analysis.RealTimeOrder.Point;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.NameInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether the ids that {@code next-id} returned are unique, and increase in real time: an id that was requested
 * after another one had been returned is larger.
 *
 * <p>Ids of one key are compared. An operation with a lost response returned no id, whatever it did to the counter.
 * Gaps are allowed.
 *
 * <p>A history that passes: 4 and 6 are returned to two clients at the same time, then 7.
 *
 * <p>Two that fail: 4 and 4, kind {@code id-twice}; 7, and later 6, kind {@code id-went-back}.
 *
 * <p>No parameters. O(n log n) in operations.
 */
public final class UniqueIdsCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "unique-ids";

    private UniqueIdsCheck() {}

    /** The check for a spec. */
    public static UniqueIdsCheck of(CheckSpec spec) {
        new CheckParameters(spec).nothingElse("(none)");
        return new UniqueIdsCheck();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return new CheckSpec(NAME, Map.of());
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        Map<String, List<Point>> byKey = new LinkedHashMap<>();
        int ids = 0;
        int lost = 0;
        for (Operation o : new BudgetGuard(budget).each(history.operations(NameInput.NextId.class))) {
            if (!(o.input() instanceof NameInput.NextId)) {
                continue;
            }
            if (o.output() instanceof OperationOutput.WholeNumber id) {
                ids++;
                byKey.computeIfAbsent(String.valueOf(o.key()), k -> new ArrayList<>())
                        .add(new Point(o.number(), o.client(), o.invokedNanos(), o.completedNanos(), id.value()));
            } else {
                lost++;
            }
        }
        Coverage coverage = Coverage.of("ids", ids).notJudged("its request was not answered", lost);
        String scope = byKey.size() + (byKey.size() == 1 ? " counter" : " counters");
        if (ids == 0) {
            return CheckResult.inconclusive(NAME, coverage, scope, "no id was returned");
        }
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        byKey.forEach((key, points) -> judge(key, points, findings));
        return findings.result(coverage, scope);
    }

    private static void judge(String key, List<Point> points, AnomalyCollector findings) {
        Map<Long, Point> seen = new HashMap<>();
        for (Point p : points) {
            Point before = seen.putIfAbsent(p.value(), p);
            if (before != null) {
                report("id-twice", "the id " + p.value() + " of " + key + " was returned twice", before, p, findings);
            }
        }
        RealTimeOrder.first(points)
                .ifPresent(r -> report(
                        "id-went-back",
                        "the id " + r.later().value() + " of " + key + " was requested after "
                                + AnomalyText.seconds(r.later().fromNanos()) + " and is less than "
                                + r.earlier().value() + ", which had been returned by "
                                + AnomalyText.seconds(r.earlier().toNanos()),
                        r.earlier(),
                        r.later(),
                        findings));
    }

    private static void report(String kind, String what, Point one, Point two, AnomalyCollector findings) {
        findings.add(
                kind,
                what + " (clients " + one.client() + " and " + two.client() + ")",
                Blame.RECIPE,
                new Extent(
                        Math.min(one.fromNanos(), two.fromNanos()),
                        Math.max(one.toNanos(), two.toNanos()),
                        Set.copyOf(List.of(one.client(), two.client())),
                        List.of(one.attempt(), two.attempt())),
                NamingCitations.SEQUENCE);
    }
}
