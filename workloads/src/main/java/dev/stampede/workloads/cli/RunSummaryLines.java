package dev.stampede.workloads.cli;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.RunFinding;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.reports.FailureText;
import dev.stampede.workloads.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The output at the end of a run, in the order of the report's page: at most {@value #MAX_LINES} lines. A violation is
 * shown with its layer, its known finding and a picture of the holds over time. Stateless.
 */
final class RunSummaryLines {
    static final int MAX_LINES = 10;

    /** The lines that are always printed: the verdict, the replay command, the checks and the report. */
    private static final int FIXED_LINES = 4;

    private static final int MAX_PICTURE_LINES = 4;

    private RunSummaryLines() {}

    /** @param baseline the note about the baseline, if there is one */
    static List<String> of(RunResult result, TerminalStyle style, Optional<String> baseline) {
        RunVerdict verdict = result.verdict();
        List<String> lines = new ArrayList<>();
        lines.add(style.verdict(verdict.verdict()) + ": " + oneLine(verdict.headline()));
        FailureText text = FailureText.of(result.history(), verdict);
        text.known().stream().limit(1).forEach(known -> lines.add("  " + String.join("", text.layer()) + "; " + known));
        List<String> picture = text.picture(baseline.isPresent() ? MAX_PICTURE_LINES - 1 : MAX_PICTURE_LINES);
        lines.addAll(atMost(
                details(verdict, text),
                MAX_LINES - FIXED_LINES - (lines.size() - 1) - picture.size() - (baseline.isPresent() ? 1 : 0)));
        picture.forEach(line -> lines.add("  " + line));
        baseline.ifPresent(note -> lines.add("  " + note));
        lines.add("replay: " + result.replay());
        lines.add("  " + counts(result));
        lines.add("report: " + result.report());
        return List.copyOf(lines);
    }

    /**
     * One line per violation, followed by its consequences; one line per inconclusive check; and in a valid run, one
     * line per check that did not judge everything, with its coverage.
     */
    private static List<String> details(RunVerdict verdict, FailureText text) {
        List<String> details = new ArrayList<>();
        if (verdict.failure() != null && !verdict.failure().equals(verdict.headline())) {
            details.add("  " + oneLine(verdict.failure()));
        }
        verdict.findings().stream()
                .filter(finding -> !finding.caveat())
                .forEach(finding -> add(details, "  violation ", finding, verdict.headline(), text));
        verdict.checks().stream()
                .filter(check -> check.verdict() == Verdict.INCONCLUSIVE)
                .forEach(check -> details.add(
                        "  inconclusive " + check.check() + ": " + oneLine(String.valueOf(check.reason()))));
        verdict.checks().stream()
                .filter(check -> verdict.verdict() == Verdict.VALID
                        && check.coverage().judged() > 0
                        && check.coverage().notJudgedCount() > 0)
                .forEach(check -> details.add(
                        "  " + check.check() + ": " + check.coverage().text()));
        return details;
    }

    private static List<String> atMost(List<String> details, int most) {
        if (details.size() <= most) {
            return details;
        }
        List<String> shown = new ArrayList<>(details.subList(0, most - 1));
        shown.add("  and " + (details.size() - shown.size()) + " more in the report");
        return shown;
    }

    private static void add(
            List<String> details, String prefix, RunFinding finding, String headline, FailureText text) {
        String times = finding.count() == 1 ? "" : String.format(Locale.ROOT, " (%,d times)", finding.count());
        boolean inHeadline = headline.startsWith(finding.sentence());
        details.add(prefix + finding.check() + "/" + finding.kind() + times + ": "
                + (inHeadline ? "" : oneLine(finding.sentence()) + "; ") + "layer at fault: " + text.layerOf(finding));
        finding.consequences().forEach(c -> add(details, "    consequence ", c, headline, text));
    }

    /** The numbers of checks by verdict, caveats, faults and operations. */
    private static String counts(RunResult result) {
        List<CheckResult> checks = result.verdict().checks();
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : List.of(Verdict.VALID, Verdict.INVALID, Verdict.INCONCLUSIVE)) {
            long number = checks.stream()
                    .filter(c -> c.verdict() == verdict && !c.informational())
                    .count();
            if (number > 0) {
                parts.add(number + " " + verdict);
            }
        }
        long measured = checks.stream().filter(CheckResult::informational).count();
        if (measured > 0) {
            parts.add(measured + " informational");
        }
        String caveats = result.verdict()
                .allFindings()
                .filter(RunFinding::caveat)
                .map(f -> f.check() + "/" + f.kind() + " (" + f.count() + ")")
                .collect(Collectors.joining(", "));
        long active = result.history().faults().stream()
                .filter(FaultWindow::tookEffect)
                .count();
        return "checks: " + (parts.isEmpty() ? "none" : String.join(", ", parts))
                + (caveats.isEmpty() ? "" : "; caveats: " + caveats)
                + "; faults that took effect: " + active + " of "
                + result.history().faults().size()
                + "; operations: " + result.history().operations().size();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
