package dev.stampede.reports;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.reports.page.RunPage.Entry;
import java.util.List;

/** Writes {@code summary.txt}, the report for a console, in the order of the page. Stateless. */
final class SummaryText {
    private static final int MAX_KINDS = 10;

    /** The maximum number of lines of the picture in place of the timeline. */
    static final int MAX_PICTURE = 7;

    private SummaryText() {}

    /** The summary of a run that has no history. */
    static String of(HarnessFailure failure, RunPageBuilder builder, History history, RunVerdict verdict) {
        StringBuilder out = new StringBuilder();
        head(out, builder, verdict);
        out.append("\nWhat happened\n");
        if (!failure.when().isEmpty()) {
            line(out, "  " + failure.when());
        }
        failure.message().lines().forEach(l -> line(out, "  " + l));
        out.append("\nWhat to do\n");
        failure.steps().forEach(step -> line(out, "  - " + step));
        command(out, "Run it again", history.header().replay());
        return out.toString();
    }

    static String of(RunPageBuilder builder, History history, RunVerdict verdict) {
        StringBuilder out = new StringBuilder();
        head(out, builder, verdict);
        builder.notices().forEach(n -> line(out, n));
        out.append('\n');
        builder.facts().forEach(f -> fact(out, f));
        if (!builder.reasons().isEmpty()) {
            out.append("\nWhat happened\n");
            builder.reasons().forEach(r -> line(out, "  - " + r));
        }
        builder.groups().stream().limit(MAX_KINDS).forEach(g -> group(out, g));
        int more = builder.groups().size() - MAX_KINDS;
        if (more > 0) {
            out.append('\n');
            line(out, "and " + DisplayFormat.count(more, "more kind") + " in run.json");
        }
        List<String> picture = FailureText.of(history, verdict).picture(MAX_PICTURE);
        if (!picture.isEmpty()) {
            out.append("\nTimeline\n");
            picture.forEach(l -> line(out, "  " + l));
        }
        for (CheckResult check : verdict.checks()) {
            Counterexample example = check.counterexample();
            if (example != null) {
                out.append("\nCounterexample\n").append(AsciiCounterexample.render(example));
            }
        }
        command(out, "Replay", history.header().replay());
        command(out, "Check again", history.header().recheck());
        checks(out, verdict);
        out.append("\nFaults: did they take effect?\n");
        FaultImpactText faults = new FaultImpactText(history, builder.impact());
        faults.facts().forEach(f -> fact(out, f));
        faults.section().skipped().forEach(s -> line(out, "  skipped: " + s));
        return out.toString();
    }

    private static void head(StringBuilder out, RunPageBuilder builder, RunVerdict verdict) {
        line(out, verdict.verdict() + ": " + verdict.headline());
        if (!builder.bar().detail().isEmpty()) {
            line(out, builder.bar().detail().replace(" · ", "; "));
        }
    }

    private static void checks(StringBuilder out, RunVerdict verdict) {
        out.append("\nChecks\n");
        for (CheckResult check : verdict.checks()) {
            line(
                    out,
                    "  " + check.check() + ": " + check.verdictText() + ", " + check.evidence()
                            + (check.reason() == null ? "" : ", " + check.reason()) + " ("
                            + DisplayFormat.duration(check.took().toNanos()) + ")");
        }
        if (verdict.checks().isEmpty()) {
            line(out, "  no check was run");
        }
    }

    private static void group(StringBuilder out, FindingGroup group) {
        Anomaly a = group.first();
        out.append('\n');
        line(out, (a.caveat() ? "Caveat: " : "Violation: ") + group.runFinding().sentence());
        line(out, "  " + a.check() + "/" + a.kind() + (group.countText().isEmpty() ? "" : ", " + group.countText()));
        line(out, "  layer at fault: " + group.layer());
        group.known()
                .forEach(k -> line(out, "  " + k.sentence() + " (" + k.entry().link() + ")"));
        a.because().forEach(step -> line(out, "  - " + step));
        group.consequences().forEach(c -> line(out, "  consequence: " + c.name() + ": " + c.value()));
        line(out, "  promised: " + text(a.promise()));
        Citation excuse = a.excuse();
        if (excuse != null) {
            line(out, "  allowed by: " + text(excuse));
        }
    }

    private static String text(Citation citation) {
        return "\"" + citation.sentence() + "\" (" + citation.where() + ", " + citation.url() + ")";
    }

    private static void fact(StringBuilder out, Entry fact) {
        line(out, "  " + fact.name() + ": " + fact.value());
    }

    private static void command(StringBuilder out, String name, String command) {
        if (!command.isEmpty()) {
            out.append('\n').append(name).append('\n');
            line(out, "  " + command);
        }
    }

    private static void line(StringBuilder out, String text) {
        out.append(TextEscaping.plain(text)).append('\n');
    }
}
