package dev.stampede.workloads.cli;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.RunFinding;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.findings.FindingCatalogue;
import dev.stampede.checker.format.FileVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.linearizability.explanation.Explanation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking a file.
 *
 * @param code the exit code of the verdict, with the baseline if there is one
 * @param why the reasons that the checks give; empty if there are none
 * @param checks the results of the checks of a history of Stampede; otherwise empty
 * @param explanation why the history is not linearizable, if this is known; otherwise null
 * @param advice what a user can do about a doubtful or missing verdict; null if there is nothing to do
 */
record CheckedFile(
        String file,
        Verdict verdict,
        ExitCode code,
        int operations,
        String algorithm,
        double millis,
        List<String> why,
        List<CheckResult> checks,
        @Nullable Explanation explanation,
        @Nullable String advice) {

    static CheckedFile of(String file, FileVerdict verdict, @Nullable String advice) {
        List<String> why = new ArrayList<>();
        if (verdict.reason() != null) {
            why.add(verdict.reason());
        }
        why.addAll(verdict.notes());
        return new CheckedFile(
                file,
                verdict.verdict(),
                ExitCode.of(verdict.verdict()),
                verdict.operations(),
                verdict.algorithm(),
                verdict.millis(),
                why,
                List.of(),
                verdict.explanation(),
                advice);
    }

    /**
     * The result for a history of Stampede.
     *
     * @param baseline the baseline, which may change the exit code
     */
    static CheckedFile of(String file, RunVerdict verdict, History history, BaselineOptions baseline, double millis) {
        BaselineOptions.Outcome outcome = baseline.judge(verdict, history, ExitCode.of(verdict.verdict()));
        List<String> why = new ArrayList<>();
        verdict.findings().forEach(finding -> add(why, "", finding, history));
        for (CheckResult result : verdict.checks()) {
            if (result.reason() != null) {
                why.add(result.check() + ": " + result.reason());
            }
        }
        String advice = history.header().checks().isEmpty()
                ? "Its run had no checks. Name a model: --model M (see: list models)."
                : null;
        outcome.note().ifPresent(why::add);
        return new CheckedFile(
                file,
                verdict.verdict(),
                outcome.code(),
                history.operations().size(),
                "the scenario's checks",
                millis,
                why,
                verdict.checks(),
                null,
                advice);
    }

    private static void add(List<String> why, String prefix, RunFinding finding, History history) {
        why.add(prefix + (finding.caveat() ? "caveat " : "violation ") + finding.check() + "/" + finding.kind() + ": "
                + finding.headline());
        if (!finding.caveat()) {
            FindingCatalogue.recognise(finding.first(), history).forEach(known -> why.add(known.sentence()));
        }
        finding.consequences().forEach(c -> add(why, "consequence: ", c, history));
    }

    /** A file that does not fit into the memory of this JVM. */
    static CheckedFile tooLarge(String file) {
        return new CheckedFile(
                file,
                Verdict.INCONCLUSIVE,
                ExitCode.INCONCLUSIVE,
                0,
                "none",
                0,
                List.of("the file is too large for the memory of this JVM ("
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MiB); increase it with -Xmx"),
                List.of(),
                null,
                null);
    }

    /**
     * Prints one JSON object on one line: file, verdict, operations, algorithm, millis; a reason, if there is one; the
     * checks with what each judged, for a history of Stampede; and an explanation, if the history is not linearizable.
     */
    void printJson(PrintStream out) {
        JsonLine json = new JsonLine()
                .with("file", file)
                .with("verdict", verdict.name())
                .with("operations", operations)
                .with("algorithm", algorithm)
                .with("millis", Math.round(millis * 1000) / 1000.0);
        List<String> reasons = new ArrayList<>(why);
        if (explanation != null) {
            reasons.add(0, explanation.sentence());
        }
        if (!reasons.isEmpty()) {
            json.with("reason", String.join("; ", reasons));
        }
        if (!checks.isEmpty()) {
            json.with("checks", CheckJson.of(checks));
        }
        if (explanation != null) {
            json.with("explanation", ExplanationJson.of(explanation));
        }
        json.print(out);
    }

    /** Prints the verdict, its reasons, the few operations that show it with their picture, and advice. */
    void print(PrintStream out, TerminalStyle style) {
        out.println(file + ": " + style.verdict(verdict) + ", " + operations
                + (operations == 1 ? " operation, " : " operations, ") + algorithm
                + String.format(Locale.ROOT, ", %.1f ms", millis));
        why.forEach(line -> out.println("  " + line));
        checks.forEach(check -> out.println("  " + check.check() + ": "
                + (check.informational()
                        ? check.verdictText() + ", " + check.evidence()
                        : check.coverage().text())));
        if (explanation != null) {
            explanation.prose().lines().forEach(line -> out.println("  " + line));
            explanation.lanes().lines().forEach(line -> out.println("    " + line));
        }
        if (advice != null) {
            out.println("  " + advice);
        }
    }
}
