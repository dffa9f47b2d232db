package dev.stampede.reports;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.reports.page.RunPage.Entry;

/** The report for a console: verdict, why, checks, what the faults did, how to run it again. Stateless. */
final class SummaryText {
    private static final int MAX_ANOMALIES = 10;

    private SummaryText() {}

    static String of(RunPageBuilder builder, History history, RunVerdict verdict) {
        StringBuilder out = new StringBuilder();
        line(out, verdict.verdict() + ": " + verdict.headline());
        builder.notices().forEach(n -> line(out, n));
        out.append('\n');
        builder.facts().forEach(f -> fact(out, f));
        builder.anomalies().stream().limit(MAX_ANOMALIES).forEach(a -> anomaly(out, a));
        int more = builder.anomalies().size() - MAX_ANOMALIES;
        if (more > 0) {
            line(out, "\nand " + DisplayFormat.number(more) + " more in run.json");
        }
        out.append("\nChecks\n");
        for (CheckResult check : verdict.checks()) {
            line(
                    out,
                    "  " + check.check() + ": " + check.verdict() + ", " + check.scope()
                            + (check.reason() == null ? "" : ", " + check.reason()) + " ("
                            + DisplayFormat.duration(check.took().toNanos())
                            + ")");
        }
        out.append("\nFaults: did they take effect?\n");
        new FaultImpactText(history, builder.impact()).facts().forEach(f -> fact(out, f));
        for (CheckResult check : verdict.checks()) {
            Counterexample example = check.counterexample();
            if (example != null) {
                out.append('\n').append(AsciiCounterexample.render(example));
            }
        }
        command(out, "Replay", history.header().replay());
        command(out, "Check again", history.header().recheck());
        return out.toString();
    }

    private static void anomaly(StringBuilder out, Anomaly a) {
        line(out, "\n" + (a.caveat() ? "Caveat: " : "Violation: ") + a.headline());
        a.because().forEach(step -> line(out, "  - " + step));
        line(out, "  blame: " + a.blame().words());
        line(
                out,
                "  promised: \"" + a.promise().sentence() + "\" (" + a.promise().where() + ", "
                        + a.promise().url() + ")");
        if (a.excuse() != null) {
            line(
                    out,
                    "  but: \"" + a.excuse().sentence() + "\" (" + a.excuse().where() + ", "
                            + a.excuse().url() + ")");
        }
    }

    private static void fact(StringBuilder out, Entry fact) {
        line(out, "  " + fact.name() + ": " + fact.value());
    }

    private static void command(StringBuilder out, String what, String command) {
        if (!command.isEmpty()) {
            out.append('\n').append(what).append('\n');
            line(out, "  " + command);
        }
    }

    private static void line(StringBuilder out, String text) {
        if (text.startsWith("\n")) {
            out.append('\n');
        }
        out.append(TextEscaping.plain(text.startsWith("\n") ? text.substring(1) : text))
                .append('\n');
    }
}
