package dev.stampede.reports;

import dev.stampede.checker.analysis.Analysis;
import dev.stampede.checker.analysis.WriteSettlements;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reasons for a verdict, apart from violations: what could not be decided, and what was judged. Stateless. */
final class VerdictReasons {
    /** The maximum number of checks whose partial coverage is named. */
    private static final int MAX_PARTIAL = 3;

    private VerdictReasons() {}

    /** One sentence for each reason, the most important reason first. */
    static List<String> of(History history, RunVerdict verdict, FaultImpact impact) {
        List<String> reasons = new ArrayList<>();
        for (CheckResult check : verdict.checks()) {
            if (check.verdict() == Verdict.INCONCLUSIVE) {
                reasons.add(undecided(check, verdict));
            }
        }
        if (verdict.checks().isEmpty() || verdict.verdict() == Verdict.INVALID) {
            return reasons;
        }
        reasons.add(passed(history, verdict));
        if (verdict.verdict() == Verdict.VALID) {
            reasons.add(faults(history, impact));
            settled(history).ifPresent(reasons::add);
            verdict.checks().stream()
                    .filter(c -> c.coverage().judged() > 0 && c.coverage().notJudgedCount() > 0)
                    .limit(MAX_PARTIAL)
                    .forEach(c -> reasons.add(c.check() + ": " + c.coverage().text() + "."));
        }
        return reasons;
    }

    /** Names the reason, unless the headline already contains it. */
    private static String undecided(CheckResult check, RunVerdict verdict) {
        String reason = String.valueOf(check.reason());
        boolean inHeadline = verdict.headline().contains(reason);
        String evidence = check.evidence().isEmpty() ? "" : " What it found: " + check.evidence() + ".";
        return check.check() + " could not decide" + (inHeadline ? "." : ": " + reason + ".") + evidence;
    }

    private static String passed(History history, RunVerdict verdict) {
        long measured =
                verdict.checks().stream().filter(CheckResult::informational).count();
        long passed = verdict.checks().stream()
                .filter(c -> c.verdict() == Verdict.VALID && !c.informational())
                .count();
        String verb = verdict.verdict() == Verdict.VALID ? " found" : " judged their part and found";
        return DisplayFormat.count(passed, "check") + verb + " no violation in "
                + DisplayFormat.count(history.operations().size(), "operation")
                + (measured == 0 ? "" : "; " + DisplayFormat.count(measured, "check") + " only measured") + ".";
    }

    /** What the transaction logs settled; empty if no log was read, or if the effect of each write was known. */
    private static Optional<String> settled(History history) {
        WriteSettlements.Summary summary = Analysis.of(history).settlements().summary();
        int all = summary.applied() + summary.neverApplied() + summary.open();
        return all == 0
                ? Optional.empty()
                : Optional.of(DisplayFormat.count(all, "write")
                        + " had an unknown effect; the transaction logs show " + summary.applied() + " as applied and "
                        + summary.neverApplied() + " as never applied, and leave " + summary.open() + " open.");
    }

    private static String faults(History history, FaultImpact impact) {
        if (impact.windows().isEmpty()) {
            return history.header().families().isEmpty()
                    ? "This run was planned without faults."
                    : "No fault was injected.";
        }
        long nanos = impact.slowestRecoveryNanos();
        String recovery = nanos == FaultImpact.NOT_MEASURED
                ? ""
                : "; the slowest recovery took " + DisplayFormat.duration(nanos)
                        + impact.recoveryBudget()
                                .map(b -> " of " + DisplayFormat.duration(b.nanos()) + " allowed")
                                .orElse("");
        return FaultImpactText.proven(impact) + recovery + ".";
    }
}
