package dev.stampede.checker.checks.balancing;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.AnomalyCollector;
import dev.stampede.checker.analysis.AnomalyCollector.Extent;
import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.BackendInput;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides whether balancers distributed the requests as their algorithm promises, while their list was unchanged.
 *
 * <p>Parameter: {@code algorithm}, one of {@code round-robin} (between two changes of the list, of any two backends in
 * it one is picked at most once more often than the other), {@code random} (each backend's share deviates from an equal
 * share by no more than Hoeffding's inequality allows with a probability of one in a billion), {@code least-used} (no
 * backend in the list had fewer requests in progress than the one that was picked).
 *
 * <p>A history that passes, with {@code round-robin}: of a, b and c the picks are a, b, c, a.
 *
 * <p>One that fails, kind {@code unfair}: a, b, a, c, a.
 *
 * <p>A balancer picks, starts and ends requests, and adopts lists, one at a time; the history has their order. O(n log
 * n) in operations, times the backends of a list.
 */
public final class FairShareCheck implements Check {
    /** The name of this check. */
    public static final String NAME = "fair-share";

    private static final double FALSE_ALARM_PROBABILITY = 1e-9;
    private static final int OPENED = -1;
    private static final Set<String> ALGORITHMS = Set.of("round-robin", "random", "least-used");

    private final CheckSpec spec;
    private final String algorithm;

    private FairShareCheck(CheckSpec spec) {
        this.spec = spec;
        CheckParameters parameters = new CheckParameters(spec);
        this.algorithm = parameters.text("algorithm", "round-robin");
        parameters.nothingElse("algorithm");
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException("the check " + NAME
                    + " expects round-robin, random or least-used for algorithm, found \"" + algorithm + "\"");
        }
    }

    /** The check for a spec. */
    public static FairShareCheck of(CheckSpec spec) {
        return new FairShareCheck(spec);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CheckSpec spec() {
        return spec;
    }

    private enum StepKind {
        RESTARTS,
        ENDS,
        ADOPTS,
        PICKS
    }

    /** A step of a balancer; {@code order} is the number of its operation, -1 for the opening of the client. */
    private record Step(long atNanos, int order, StepKind kind) {}

    @Override
    public Gravity gravity(String kind) {
        return Gravity.LEFTOVER;
    }

    @Override
    public CheckResult check(History history, CheckBudget budget) {
        Map<Integer, List<Step>> steps = steps(history, new BudgetGuard(budget));
        AnomalyCollector findings = new AnomalyCollector(NAME, history);
        int picks = 0;
        int balancers = 0;
        for (Map.Entry<Integer, List<Step>> of : steps.entrySet()) {
            if (budget.exhausted()) {
                return CheckResult.inconclusive(
                        NAME, Coverage.of("picks", picks), "not all balancers were judged", budget.reason());
            }
            int judged = judge(history, of.getKey(), of.getValue(), findings);
            picks += judged;
            balancers += judged == 0 ? 0 : 1;
        }
        Coverage coverage = Coverage.of("picks", picks)
                .notJudged("its backend is not in the balancer's latest list", all(steps) - picks);
        String scope = balancers + (balancers == 1 ? " balancer (" : " balancers (") + algorithm + ")";
        return picks == 0
                ? CheckResult.inconclusive(NAME, coverage, scope, "nothing was picked from a list")
                : findings.result(coverage, scope);
    }

    private static long all(Map<Integer, List<Step>> steps) {
        return steps.values().stream()
                .flatMap(List::stream)
                .filter(step -> step.kind() == StepKind.PICKS)
                .count();
    }

    private static Map<Integer, List<Step>> steps(History history, BudgetGuard guard) {
        Map<Integer, List<Step>> steps = new TreeMap<>();
        history.events(Event.ClientOpened.class).forEach(e -> steps.computeIfAbsent(e.client(), c -> new ArrayList<>())
                .add(new Step(e.atNanos(), OPENED, StepKind.RESTARTS)));
        for (Operation o : guard.each(history.operations(BackendInput.ListBackends.class))) {
            if (o.outcome() == Outcome.OK) {
                steps.computeIfAbsent(o.client(), c -> new ArrayList<>())
                        .add(new Step(o.completedNanos(), o.number(), StepKind.ADOPTS));
            }
        }
        for (Operation o : guard.each(history.operations(BackendInput.Dispatch.class))) {
            List<Step> of = steps.computeIfAbsent(o.client(), c -> new ArrayList<>());
            of.add(new Step(o.invokedNanos(), o.number(), StepKind.PICKS));
            if (o.completed()) {
                of.add(new Step(o.completedNanos(), o.number(), StepKind.ENDS));
            }
        }
        steps.values()
                .forEach(list -> list.sort(Comparator.comparingLong(Step::atNanos)
                        .thenComparing(Step::kind)
                        .thenComparingInt(Step::order)));
        return steps;
    }

    /** The operation of a step; for the opening of a client a placeholder. */
    private static Operation operation(History history, int client, Step step) {
        long at = step.atNanos();
        return step.order() == OPENED
                ? new Operation(OPENED, client, "opened", null, null, "", null, Outcome.OK, at, at, 0, 0, 0)
                : history.operations().get(step.order());
    }

    /** The counts of one balancer while its list is unchanged. */
    private static final class Share {
        private final Map<String, Integer> picked = new HashMap<>();
        private final Map<String, Integer> underWay = new HashMap<>();
        private Map<String, String> list = Map.of();
        private int picks;

        /** A new process does not know the counts of the previous one. */
        void restart() {
            adopt(Map.of());
            underWay.clear();
        }

        void adopt(Map<String, String> next) {
            list = next;
            picked.clear();
            picks = 0;
        }

        int count(Map<String, Integer> counts, String path) {
            return counts.getOrDefault(path, 0);
        }
    }

    /** Judges one balancer, and returns the number of picks that were judged. */
    private int judge(History history, int client, List<Step> steps, AnomalyCollector findings) {
        Share share = new Share();
        int judged = 0;
        boolean reported = false;
        for (Step step : steps) {
            Operation o = operation(history, client, step);
            String path = String.valueOf(o.key());
            switch (step.kind()) {
                case ADOPTS -> {
                    Map<String, String> next = ObservedBalancer.backends(o);
                    if (!next.keySet().equals(share.list.keySet())) {
                        reported |= judgeRandom(share, o, findings);
                        share.adopt(next);
                    }
                }
                case RESTARTS -> {
                    reported |= judgeRandom(share, o, findings);
                    share.restart();
                }
                case ENDS -> share.underWay.merge(path, -1, Integer::sum);
                case PICKS -> {
                    if (share.list.containsKey(path)) {
                        judged++;
                        reported = reported || pick(share, o, path, findings);
                        share.picked.merge(path, 1, Integer::sum);
                        share.picks++;
                    }
                    share.underWay.merge(path, 1, Integer::sum);
                }
            }
        }
        if (!reported && !steps.isEmpty()) {
            judgeRandom(share, operation(history, client, steps.get(steps.size() - 1)), findings);
        }
        return judged;
    }

    /**
     * Reports a pick that breaks the promise, and returns whether it does; called until the first report per balancer.
     */
    private boolean pick(Share share, Operation o, String path, AnomalyCollector findings) {
        if (algorithm.equals("least-used")) {
            int ofPicked = share.count(share.underWay, path);
            for (String other : share.list.keySet()) {
                if (share.count(share.underWay, other) < ofPicked) {
                    return report(
                            "not-least-used",
                            "client " + o.client() + " picked " + path + " with " + count(ofPicked, "request")
                                    + " in progress at "
                                    + seconds(o.invokedNanos()) + ", although " + other + " had "
                                    + share.count(share.underWay, other),
                            o,
                            findings);
                }
            }
        } else if (algorithm.equals("round-robin")) {
            int ofPicked = share.count(share.picked, path);
            for (String other : share.list.keySet()) {
                if (share.count(share.picked, other) < ofPicked) {
                    return report(
                            "unfair",
                            "client " + o.client() + " picked " + path + " " + (ofPicked + 1) + " times by "
                                    + seconds(o.invokedNanos()) + " and " + other + " only "
                                    + share.count(share.picked, other)
                                    + " times, although both were in its list since it last changed",
                            o,
                            findings);
                }
            }
        }
        return false;
    }

    private boolean judgeRandom(Share share, Operation at, AnomalyCollector findings) {
        int backends = share.list.size();
        if (!algorithm.equals("random") || share.picks == 0 || backends == 0) {
            return false;
        }
        double allowed = Math.sqrt(Math.log(2.0 * backends / FALSE_ALARM_PROBABILITY) * share.picks / 2);
        for (String path : share.list.keySet()) {
            double deviation = Math.abs(share.count(share.picked, path) - share.picks / (double) backends);
            if (deviation > allowed) {
                return report(
                        "unfair",
                        String.format(
                                Locale.ROOT,
                                "client %d picked %s %d times of %d, with %d backends in the list: a deviation of %.1f,"
                                        + " at most %.1f is allowed",
                                at.client(),
                                path,
                                share.count(share.picked, path),
                                share.picks,
                                backends,
                                deviation,
                                allowed),
                        at,
                        findings);
            }
        }
        return false;
    }

    private boolean report(String kind, String headline, Operation o, AnomalyCollector findings) {
        findings.add(
                kind,
                headline,
                Blame.RECIPE,
                new Extent(o.invokedNanos(), o.invokedNanos(), Set.of(o.client()), List.of(o.number())),
                BalancingCitations.promiseOf(algorithm));
        return true;
    }
}
