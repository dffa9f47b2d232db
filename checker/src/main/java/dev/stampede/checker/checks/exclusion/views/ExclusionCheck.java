package dev.stampede.checker.checks.exclusion.views;

import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A check that locks or elections are exclusive. It judges the selected views one after another. Immutable and safe to
 * share between threads.
 */
public abstract class ExclusionCheck implements Check {
    private static final String HOLDS = "holds";
    private static final String UNTIL_DOUBT = "client view, up to its first SUSPENDED or LOST: ";
    /** The values of the setting {@code fenced} with which clients write to the fenced store. */
    private static final Set<String> WRITING = Set.of("true", "false");

    /** The maximum number of undecided holds that are named. */
    private static final int MAX_NAMED = 3;

    private final HoldCheckParameters rules;

    protected ExclusionCheck(HoldCheckParameters rules) {
        this.rules = rules;
    }

    @Override
    public final String name() {
        return rules.terms().check();
    }

    @Override
    public final CheckSpec spec() {
        return rules.spec();
    }

    @Override
    public final Gravity gravity(String kind) {
        return ExclusionAnomalies.gravity(kind);
    }

    @Override
    public final boolean usesWatchers() {
        return true;
    }

    @Override
    public final CheckResult check(History history, CheckBudget budget) {
        try {
            HoldAnalysis analysis = HoldAnalysis.of(history, rules, new BudgetGuard(budget));
            if (analysis.holds().all().isEmpty()) {
                return CheckResult.inconclusive(
                        name(), Coverage.of(HOLDS, 0), "", "no hold was granted, so nothing was proved");
            }
            return new Run(analysis).result();
        } catch (CheckBudget.Exceeded e) {
            return CheckResult.inconclusive(name(), Coverage.outOfTime(), "", e.reason());
        }
    }

    /** The judgement of one history. */
    private static final class Run {
        private final HoldAnalysis analysis;
        private final HoldCheckParameters rules;
        private final List<HoldFinding> findings = new ArrayList<>();
        private final List<String> scope = new ArrayList<>();
        private final Set<Long> reported = new HashSet<>();
        private boolean complete = true;
        private @Nullable String whyUndecided;
        private int unplaced;

        Run(HoldAnalysis analysis) {
            this.analysis = analysis;
            this.rules = analysis.rules();
        }

        CheckResult result() {
            scope.add(holds());
            if (rules.judges(View.SERVER)) {
                server();
            }
            if (rules.judges(View.DISCIPLINED)) {
                disciplined();
            } else if (rules.views().contains(View.DISCIPLINED)) {
                scope.add(UNTIL_DOUBT + "not applicable (the clients' code cannot report doubts)");
            }
            if (rules.judges(View.BELIEF)) {
                belief();
            }
            if (rules.judges(View.FENCED)) {
                fenced();
            }
            return conclude();
        }

        private CheckResult conclude() {
            String text = String.join("; ", scope);
            boolean violated = findings.stream().anyMatch(f -> !f.caveat());
            if (!complete && !violated) {
                return CheckResult.inconclusive(
                        rules.terms().check(),
                        coverage(),
                        text,
                        count(OverlapFinder.MAX_PAIRS)
                                + " overlaps are allowed by the documentation; there are more, so the check"
                                + " gave up");
            }
            if (whyUndecided != null && !violated) {
                return CheckResult.inconclusive(rules.terms().check(), coverage(), text, whyUndecided);
            }
            return new AnomalyBuilder(analysis).result(coverage(), text, findings);
        }

        /** A hold that the server view cannot place in the order of zxids is judged if another view judges it. */
        private Coverage coverage() {
            int all = analysis.holds().all().size();
            boolean otherViews = rules.judges(View.DISCIPLINED) || rules.judges(View.BELIEF);
            int notJudged = otherViews || !rules.judges(View.SERVER) ? 0 : unplaced;
            return Coverage.of(HOLDS, all - notJudged).notJudged("its znode or zxid is unknown", notJudged);
        }

        private String holds() {
            List<Hold> all = analysis.holds().all();
            return AnomalyText.count(all.size(), "hold") + " of "
                    + AnomalyText.count(all.stream().map(Hold::key).distinct().count(), "key") + " by "
                    + AnomalyText.count(
                            all.stream().map(Hold::client).distinct().count(), "client");
        }

        private void server() {
            ServerView.Result server = new ServerView(analysis).findOverlaps();
            List<HoldFinding> ownership = new HoldOwnership(analysis).findAnomalies();
            findings.addAll(server.findings());
            findings.addAll(ownership);
            reported.addAll(server.pairs());
            complete &= server.complete();
            unplaced = server.unplaced();
            String named = server.undecided().stream()
                    .limit(MAX_NAMED)
                    .map(hold -> analysis.name(hold) + " from " + seconds(hold.grantedNanos()))
                    .collect(Collectors.joining(", "));
            String more = server.undecided().size() > MAX_NAMED ? ", …" : "";
            scope.add("server: "
                    + joined(
                            countOrEmpty(server.pairs().size(), "overlap", ""),
                            countOrEmpty(ownership.size(), "anomaly", " about the ownership of znodes"),
                            countOrEmpty(
                                    server.undecided().size(),
                                    "hold",
                                    " whose overlap could not be decided (" + named + more + ")"),
                            countOrEmpty(server.unplaced(), "hold", " with an unknown znode or zxid")));
        }

        private void disciplined() {
            BeliefView.Result view = new BeliefView(analysis).disciplined(reported);
            List<HoldFinding> discipline = new DoubtCheck(analysis).findAnomalies();
            findings.addAll(view.findings());
            findings.addAll(discipline);
            reported.addAll(view.pairs());
            complete &= view.complete();
            long undisciplined = discipline.stream()
                    .flatMap(f -> f.holds().stream())
                    .map(Hold::client)
                    .distinct()
                    .count();
            scope.add(UNTIL_DOUBT + joined(countOrEmpty(view.pairs().size(), "overlap", "")));
            if (undisciplined > 0) {
                scope.add(countOrEmpty(
                        undisciplined, "client", " relied on a hold for too long after SUSPENDED or LOST"));
            }
        }

        private void belief() {
            BeliefView.Result view = new BeliefView(analysis).belief(reported);
            findings.addAll(view.findings());
            complete &= view.complete();
            scope.add("client view: "
                    + joined(
                            countOrEmpty(view.pairs().size(), "overlap", ""),
                            view.findings().isEmpty()
                                    ? ""
                                    : count(view.findings().size()) + " of them in no other view"));
        }

        private void fenced() {
            FencedView.Result view = new FencedView(analysis).findStaleWrites();
            findings.addAll(view.findings());
            if (view.writes() == 0 && WRITING.contains(environment("setting fenced"))) {
                whyUndecided = "no write to the fenced store was recorded";
            }
            if (view.writes() == 0) {
                scope.add("store with fencing tokens: no writes");
                return;
            }
            String tokens = view.withoutToken() == 0
                    ? ""
                    : view.withoutToken() < view.writes()
                            ? " (" + count(view.withoutToken()) + " without a token)"
                            : " without a token";
            scope.add("store with fencing tokens: " + AnomalyText.count(view.writes(), "write") + tokens + ", "
                    + joined(
                            view.refused() == 0 ? "" : count(view.refused()) + " refused",
                            countOrEmpty(view.findings().size(), "stale write", " accepted"),
                            view.unknown() == 0 ? "" : count(view.unknown()) + " by an unknown hold"));
        }

        /** Joins the parts that are not empty. */
        private static String joined(String... parts) {
            String all = Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
            return all.isEmpty() ? "no anomaly" : all;
        }

        private static String countOrEmpty(long number, String noun, String what) {
            return number == 0 ? "" : AnomalyText.count(number, noun) + what;
        }

        private String environment(String name) {
            return analysis.history().header().environment().getOrDefault(name, "");
        }

        private static String count(long number) {
            return String.format(Locale.ROOT, "%,d", number);
        }
    }
}
