package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Gravity;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A check of a further promise of locks or elections, with the same analysis as the views of exclusion. Immutable.
 *
 * <p>Such a check has the parameters of {@code MutualExclusionCheck} and may have more.
 */
public abstract class HoldCheck implements Check {
    /**
     * The result of a judgement.
     *
     * @param coverage what was judged, and what could not be judged
     * @param scope further numbers, for people
     * @param undecided why the promise remains undecided although something was judged; null if it is decided
     */
    public record Judgement(Coverage coverage, String scope, List<HoldFinding> findings, @Nullable String undecided) {
        public Judgement {
            findings = List.copyOf(findings);
        }

        /** A judgement that decides the promise as far as the coverage says. */
        public Judgement(Coverage coverage, String scope, List<HoldFinding> findings) {
            this(coverage, scope, findings, null);
        }
    }

    private final HoldCheckParameters rules;

    public HoldCheck(LockOrElectionTerms terms, CheckSpec spec, Set<String> moreParameters) {
        this.rules = HoldCheckParameters.of(terms, spec, moreParameters);
    }

    /** Judges the history; the guard of the analysis ends it when the time is exhausted. */
    protected abstract Judgement judge(HoldAnalysis analysis);

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
    public final CheckResult check(History history, CheckBudget budget) {
        try {
            HoldAnalysis analysis = HoldAnalysis.of(history, rules, new BudgetGuard(budget));
            Judgement judgement = judge(analysis);
            String undecided = judgement.undecided();
            return undecided != null && judgement.findings().stream().allMatch(HoldFinding::caveat)
                    ? CheckResult.inconclusive(name(), judgement.coverage(), judgement.scope(), undecided)
                    : new AnomalyBuilder(analysis)
                            .result(judgement.coverage(), judgement.scope(), judgement.findings());
        } catch (CheckBudget.Exceeded e) {
            return CheckResult.inconclusive(name(), Coverage.outOfTime(), "", e.reason());
        }
    }

    /**
     * A whole number among the parameters.
     *
     * @throws IllegalArgumentException if it is present and not a number above zero
     */
    protected static int number(CheckSpec spec, String name, int defaultValue) {
        String text = spec.parameters().get(name);
        if (text == null) {
            return defaultValue;
        }
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("the check " + spec.check() + " expects a whole number above zero for "
                    + name + ", found \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}
