package dev.stampede.reports;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.reports.page.RunPage;
import dev.stampede.reports.page.RunPage.Entry;
import dev.stampede.reports.page.RunPage.FaultRow;
import dev.stampede.reports.page.RunPage.Quote;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes {@code summary.md}, the report for the summary of a CI job, in the order of the page: Markdown below {@link
 * #MAX_BYTES}. Not thread-safe.
 */
final class SummaryMarkdown {
    /** The maximum size of the file in bytes; a note says if something was omitted. */
    static final int MAX_BYTES = 100_000;

    private static final int MAX_KINDS = 10;
    private static final int MAX_TEXT = 600;
    private static final String CUT = "\n*The rest is omitted; see the report.*\n";

    private final StringBuilder out = new StringBuilder();

    private SummaryMarkdown() {}

    static String of(RunPageBuilder builder, History history, RunVerdict verdict) {
        SummaryMarkdown summary = new SummaryMarkdown();
        summary.write(builder, history, verdict);
        return bounded(summary.out.toString());
    }

    /** The summary of a run that has no history. */
    static String of(HarnessFailure failure, RunPageBuilder builder, History history, RunVerdict verdict) {
        SummaryMarkdown summary = new SummaryMarkdown();
        summary.head(builder, verdict);
        summary.out.append("### What happened\n\n");
        if (!failure.when().isEmpty()) {
            summary.out.append(text(failure.when())).append("\n\n");
        }
        summary.out.append(TextEscaping.codeBlock(TextEscaping.plain(failure.message())));
        summary.out.append("\n### What to do\n\n");
        failure.steps().forEach(s -> summary.out.append("1. ").append(text(s)).append('\n'));
        summary.command("Run it again", history.header().replay());
        return bounded(summary.out.toString());
    }

    private void head(RunPageBuilder builder, RunVerdict verdict) {
        out.append("## ").append(VerdictStyle.glyph(verdict.verdict())).append(' ');
        out.append(verdict.verdict())
                .append(" — ")
                .append(text(verdict.headline()))
                .append("\n\n");
        if (!builder.bar().detail().isEmpty()) {
            out.append("**").append(text(builder.bar().detail())).append("**\n\n");
        }
    }

    private void write(RunPageBuilder builder, History history, RunVerdict verdict) {
        head(builder, verdict);
        builder.notices().forEach(n -> out.append("> ").append(text(n)).append("\n\n"));
        builder.facts().forEach(this::entry);
        if (!builder.reasons().isEmpty()) {
            out.append("\n### What happened\n\n");
            builder.reasons().forEach(r -> out.append("- ").append(text(r)).append('\n'));
        }
        builder.groups().stream().limit(MAX_KINDS).forEach(this::group);
        int more = builder.groups().size() - MAX_KINDS;
        if (more > 0) {
            out.append("\nand ").append(DisplayFormat.count(more, "more kind")).append(" in run.json\n");
        }
        List<String> picture = FailureText.of(history, verdict).picture(SummaryText.MAX_PICTURE);
        if (!picture.isEmpty()) {
            out.append("\n### Timeline\n\n").append(TextEscaping.codeBlock(String.join("\n", picture)));
        }
        for (CheckResult check : verdict.checks()) {
            Counterexample example = check.counterexample();
            if (example != null) {
                out.append("\n### Counterexample: ").append(text(check.check())).append("\n\n");
                out.append(TextEscaping.codeBlock(AsciiCounterexample.render(example)));
            }
        }
        command("Replay", history.header().replay());
        command("Check again", history.header().recheck());
        checks(verdict);
        faults(new FaultImpactText(history, builder.impact()));
    }

    private void entry(Entry entry) {
        out.append("- ")
                .append(text(entry.name()))
                .append(": ")
                .append(text(entry.value()))
                .append('\n');
    }

    private void group(FindingGroup group) {
        Anomaly a = group.first();
        out.append("\n### ")
                .append(a.caveat() ? "Caveat: " : "Violation: ")
                .append(text(group.runFinding().sentence()))
                .append("\n\n");
        out.append(text(a.check() + "/" + a.kind()));
        out.append(group.countText().isEmpty() ? "" : ", " + text(group.countText()))
                .append("\n\n");
        out.append("**Layer at fault:** ").append(text(group.layer())).append("\n\n");
        group.known().forEach(k -> out.append("**Known finding:** ")
                .append(text(k.sentence() + " (" + k.entry().link() + ")"))
                .append("\n\n"));
        a.because().forEach(step -> out.append("1. ").append(text(step)).append('\n'));
        if (!group.consequences().isEmpty()) {
            out.append("\nConsequences:\n\n");
            group.consequences().forEach(this::entry);
        }
        out.append("\nPromised: ");
        citation(a.promise());
        Citation excuse = a.excuse();
        if (excuse != null) {
            out.append(" Allowed by: ");
            citation(excuse);
        }
        out.append('\n');
    }

    private void citation(Citation c) {
        Quote quote = FindingGroup.quote(c);
        String where = text(quote.where());
        String source = quote.url() == null ? where : TextEscaping.markdownLink(where, quote.url());
        out.append('“')
                .append(text(quote.sentence()))
                .append("” (")
                .append(source)
                .append(").");
    }

    private void command(String what, String command) {
        if (!command.isEmpty()) {
            out.append("\n**")
                    .append(what)
                    .append("**\n\n")
                    .append(TextEscaping.codeBlock(TextEscaping.plain(command)));
        }
    }

    private void checks(RunVerdict verdict) {
        if (verdict.checks().isEmpty()) {
            return;
        }
        out.append("\n### Checks\n\n| check | verdict | evidence | took |\n| --- | --- | --- | --- |\n");
        for (CheckResult c : verdict.checks()) {
            String reason = c.reason() == null ? "" : "; " + c.reason();
            row(
                    c.check(),
                    VerdictStyle.glyph(c) + " " + c.verdictText(),
                    c.evidence() + reason,
                    DisplayFormat.duration(c.took().toNanos()));
        }
    }

    private void faults(FaultImpactText text) {
        out.append("\n### Faults: did they take effect?\n\n");
        text.facts().forEach(this::entry);
        RunPage.FaultSection section = text.section();
        if (!section.note().isEmpty()) {
            out.append('\n').append(text(section.note())).append('\n');
        }
        if (!section.rows().isEmpty()) {
            out.append("\n| fault | target | injected | lasted | took effect | healed | outage | recovery |\n")
                    .append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
            for (FaultRow f : section.rows()) {
                row(
                        f.kind(),
                        f.target(),
                        f.injected(),
                        f.lasted(),
                        f.tookEffect() ? "✓" : "not proven",
                        f.healed() ? "✓" : "not proven",
                        f.outage(),
                        f.recovery());
            }
        }
        section.skipped().forEach(s -> out.append("\nSkipped: ").append(text(s)).append('\n'));
    }

    private void row(String... cells) {
        for (String cell : cells) {
            out.append("| ").append(text(cell)).append(' ');
        }
        out.append("|\n");
    }

    private static String text(String text) {
        return TextEscaping.markdown(DisplayFormat.clip(text, MAX_TEXT));
    }

    /** Cuts at the end of a line. An open code block is closed first, because it would contain the note otherwise. */
    private static String bounded(String whole) {
        int room = MAX_BYTES - CUT.length() - 16;
        if (whole.getBytes(StandardCharsets.UTF_8).length < MAX_BYTES) {
            return whole;
        }
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        boolean block = false;
        for (String line : whole.split("\n", -1)) {
            bytes += line.getBytes(StandardCharsets.UTF_8).length + 1;
            if (bytes > room) {
                break;
            }
            block ^= line.startsWith("```");
            kept.append(line).append('\n');
        }
        return kept.append(block ? "```\n" : "").append(CUT).toString();
    }
}
