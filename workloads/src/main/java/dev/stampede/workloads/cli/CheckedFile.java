package dev.stampede.workloads.cli;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.format.FileVerdict;
import dev.stampede.checker.linearizability.Explanation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file came to.
 *
 * @param why in the words of those who decided; empty if there is nothing to say
 * @param explanation why it is not linearizable, if that was found out; otherwise null
 */
record CheckedFile(
        String file,
        Verdict verdict,
        int operations,
        String algorithm,
        double millis,
        List<String> why,
        @Nullable Explanation explanation) {

    static CheckedFile of(String file, FileVerdict verdict) {
        List<String> why = new ArrayList<>();
        if (verdict.reason() != null) {
            why.add(verdict.reason());
        }
        Explanation explanation = verdict.explanation();
        if (explanation != null) {
            why.add(explanation.sentence());
        }
        why.addAll(verdict.notes());
        return new CheckedFile(
                file, verdict.verdict(), verdict.operations(), verdict.algorithm(), verdict.millis(), why, explanation);
    }

    static CheckedFile of(String file, RunVerdict verdict, int operations, double millis) {
        List<String> why = new ArrayList<>();
        for (CheckResult result : verdict.checks()) {
            if (result.reason() != null) {
                why.add(result.check() + ": " + result.reason());
            }
            result.anomalies()
                    .forEach(a -> why.add((a.caveat() ? "caveat " : "violation ") + a.check() + "/" + a.kind() + ": "
                            + a.headline()));
        }
        return new CheckedFile(file, verdict.verdict(), operations, "the scenario's checks", millis, why, null);
    }

    /**
     * One JSON object a line: file, verdict, operations, algorithm, millis; where there is a reason, that; and what is not
     * linearizable explained.
     */
    void printJson(PrintStream out) {
        Json json = new Json()
                .with("file", file)
                .with("verdict", verdict.name())
                .with("operations", operations)
                .with("algorithm", algorithm)
                .with("millis", Math.round(millis * 1000) / 1000.0);
        if (!why.isEmpty()) {
            json.with("reason", String.join("; ", why));
        }
        if (explanation != null) {
            json.with("explanation", ExplanationJson.of(explanation));
        }
        json.print(out);
    }

    void print(PrintStream out) {
        out.printf("%s: %s, %d operations, %s, %.1f ms%n", file, verdict, operations, algorithm, millis);
        why.forEach(line -> out.println("  " + line));
        if (explanation != null) {
            (explanation.prose() + explanation.ascii()).lines().forEach(line -> out.println("  " + line));
        }
    }
}
