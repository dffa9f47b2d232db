package dev.stampede.reports;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.reports.page.RunPage;
import dev.stampede.reports.page.RunPage.Bar;
import dev.stampede.reports.page.RunPage.CheckRow;
import dev.stampede.reports.page.RunPage.Entry;
import dev.stampede.reports.page.RunPage.Example;
import dev.stampede.reports.page.RunPage.ExampleRow;
import dev.stampede.reports.page.RunPage.Finding;
import dev.stampede.reports.page.RunPage.Link;
import dev.stampede.reports.page.RunPage.LogPart;
import dev.stampede.reports.page.RunPage.Quote;
import dev.stampede.reports.page.RunPage.TimelinePart;
import dev.stampede.reports.timeline.Lane;
import dev.stampede.reports.timeline.LogLine;
import dev.stampede.reports.timeline.OutcomeCode;
import dev.stampede.reports.timeline.RunTimeline;
import dev.stampede.reports.timeline.TimelineData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts a run into words, section by section. Not thread-safe. */
final class RunPageBuilder {
    private static final int MAX_FINDINGS = 20;
    private static final int MAX_EXAMPLES = 5;
    private static final int MAX_EXCERPT = 120;

    private final History history;
    private final RunVerdict verdict;
    private final FaultImpact impact;

    RunPageBuilder(History history, RunVerdict verdict) {
        this.history = history;
        this.verdict = verdict;
        this.impact = FaultImpact.of(history);
    }

    RunPage page(RunTimeline timeline, TimelineData data, MemberLogs logs, List<Link> links) {
        RunHeader header = history.header();
        List<Anomaly> anomalies = anomalies();
        return new RunPage(
                verdict.verdict() + ": " + recipe() + ", seed " + header.seed(),
                PageResource.text("report.css"),
                script(),
                bar(),
                notices(),
                facts(),
                anomalies.stream().limit(MAX_FINDINGS).map(this::finding).toList(),
                Math.max(0, anomalies.size() - MAX_FINDINGS),
                header.replay(),
                header.recheck(),
                verdict.checks().stream().map(RunPageBuilder::check).toList(),
                new FaultImpactText(history, impact).section(),
                examples(),
                timeline(timeline, data),
                logs(logs, timeline),
                entries(header.environment()),
                header.plan(),
                links);
    }

    static String script() {
        StringBuilder script = new StringBuilder("(() => {\n");
        for (String part : List.of("data.js", "view.js", "draw.js", "table.js", "main.js")) {
            script.append(PageResource.text(part)).append('\n');
        }
        return script.append("})();\n").toString();
    }

    String recipe() {
        return history.header().scenario() + "/" + history.header().variant();
    }

    List<Anomaly> anomalies() {
        return Stream.concat(verdict.violations().stream(), verdict.caveats().stream())
                .toList();
    }

    FaultImpact impact() {
        return impact;
    }

    Bar bar() {
        int caveats = verdict.caveats().size();
        int violations = verdict.violations().size();
        List<String> detail = new ArrayList<>();
        if (violations > 1) {
            detail.add(DisplayFormat.count(violations, "violation"));
        }
        if (caveats > 0) {
            detail.add(DisplayFormat.count(caveats, "caveat") + " that the documentation allows");
        }
        if (verdict.failure() != null) {
            detail.add("the harness did not finish the run");
        }
        return new Bar(
                verdict.verdict().name(),
                VerdictStyle.glyph(verdict.verdict()),
                VerdictStyle.type(verdict.verdict()),
                verdict.headline(),
                String.join("; ", detail));
    }

    List<String> notices() {
        List<String> notices = new ArrayList<>();
        if (verdict.failure() != null) {
            notices.add("The harness did not finish this run: " + verdict.failure()
                    + ". What was recorded until then is shown and was checked as far as it goes.");
        }
        if (history.truncation() != null && !history.truncation().equals(verdict.failure())) {
            notices.add("The history does not reach the end of the run: " + history.truncation() + ".");
        }
        if (history.operations().isEmpty()) {
            notices.add("The history holds no operations.");
        }
        return notices;
    }

    List<Entry> facts() {
        RunHeader header = history.header();
        long[] outcomes = new long[3];
        history.operations().forEach(o -> outcomes[OutcomeCode.of(o.outcome())]++);
        List<Entry> facts = new ArrayList<>();
        facts.add(new Entry("Scenario", recipe()));
        facts.add(new Entry("Ensemble", header.ensemble()));
        facts.add(new Entry(
                "Faults", header.families().isEmpty() ? "none planned" : String.join(", ", header.families())));
        facts.add(new Entry("Seed", String.valueOf(header.seed())));
        facts.add(new Entry("Started", header.startedAt()));
        facts.add(new Entry("Lasted", DisplayFormat.duration(history.endNanos())));
        facts.add(new Entry(
                "Operations",
                DisplayFormat.number(history.operations().size()) + ": " + DisplayFormat.number(outcomes[0]) + " OK, "
                        + DisplayFormat.number(outcomes[1]) + " definitely failed, " + DisplayFormat.number(outcomes[2])
                        + " indeterminate"));
        facts.add(new Entry("Run", header.run()));
        return facts;
    }

    private Finding finding(Anomaly a) {
        return new Finding(
                a.caveat(),
                a.check(),
                a.kind(),
                a.headline(),
                DisplayFormat.moment(a.fromNanos()) + " to " + DisplayFormat.moment(a.toNanos()),
                a.because(),
                a.blame().words(),
                quote(a.promise()),
                a.excuse() == null ? null : quote(a.excuse()),
                a.operations().stream().limit(50).toList(),
                a.signature().toString());
    }

    private static Quote quote(Citation citation) {
        String url = citation.url();
        boolean web = url.startsWith("https://") || url.startsWith("http://");
        return new Quote(citation.sentence(), citation.where(), web ? url : null);
    }

    private static CheckRow check(CheckResult check) {
        return new CheckRow(
                check.check(),
                check.verdict().name(),
                VerdictStyle.glyph(check.verdict()),
                VerdictStyle.type(check.verdict()),
                check.scope()
                        + (check.caveats().isEmpty()
                                ? ""
                                : "; " + DisplayFormat.count(check.caveats().size(), "caveat")),
                check.reason() == null ? "" : check.reason(),
                check.algorithm() == null ? "" : check.algorithm(),
                DisplayFormat.duration(check.took().toNanos()));
    }

    private List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (CheckResult check : verdict.checks()) {
            Counterexample example = check.counterexample();
            if (example != null && examples.size() < MAX_EXAMPLES) {
                examples.add(new Example(
                        check.check(),
                        example.title(),
                        CounterexampleSvg.draw(example),
                        example.rows().stream().map(RunPageBuilder::row).toList(),
                        example.stuck(),
                        AsciiCounterexample.render(example)));
            }
        }
        return examples;
    }

    private static ExampleRow row(Counterexample.Row row) {
        String to = row.toNanos() == Long.MAX_VALUE ? "open" : DisplayFormat.moment(row.toNanos());
        String state = row.state();
        return new ExampleRow(
                row.operation(),
                row.lane(),
                row.label(),
                row.outcome(),
                DisplayFormat.moment(row.fromNanos()) + " to " + to,
                row.place() > 0 ? String.valueOf(row.place()) : row.culprit() ? "no place" : "",
                state == null ? "" : state,
                row.culprit());
    }

    private TimelinePart timeline(RunTimeline timeline, TimelineData data) {
        List<String> notes = new ArrayList<>();
        if (timeline.lanes().size() > RunTimeline.MAX_LANES) {
            notes.add(DisplayFormat.number(timeline.lanes().size() - RunTimeline.MAX_LANES)
                    + " lanes are not drawn; all are in the history.");
        }
        String sample = data.sample().partial()
                ? "This page embeds " + DisplayFormat.number(data.sample().size()) + " of "
                        + DisplayFormat.number(data.sample().total())
                        + " operations: those that the verdict names, those around the violation, and a sample of"
                        + " the rest. Counts, latencies and throughput are of all. The history has every operation."
                : "All " + DisplayFormat.number(data.sample().total()) + " operations.";
        return new TimelinePart(
                TimelineSvg.draw(timeline), twin(timeline), notes, data.document(), data.columns(), sample);
    }

    /** The lanes as a table, for those who cannot see the picture. */
    private static List<Entry> twin(RunTimeline timeline) {
        List<Entry> twin = new ArrayList<>();
        for (Lane lane : timeline.drawn()) {
            Map<String, long[]> byStyle = new LinkedHashMap<>();
            lane.spans().forEach(s -> {
                long[] sum = byStyle.computeIfAbsent(s.style().words(), w -> new long[2]);
                sum[0]++;
                sum[1] += s.toNanos() - s.fromNanos();
            });
            List<String> words = new ArrayList<>();
            byStyle.forEach((style, sum) -> words.add(
                    style + " " + DisplayFormat.duration(sum[1]) + " in " + DisplayFormat.count(sum[0], "span")));
            if (!lane.marks().isEmpty()) {
                words.add(DisplayFormat.count(lane.marks().size(), "point"));
            }
            twin.add(new Entry(lane.group() + ": " + lane.name(), String.join("; ", words)));
        }
        return twin;
    }

    private static LogPart logs(MemberLogs logs, RunTimeline timeline) {
        List<LogLine> lines = logs.lines();
        int to = lines.size();
        if (!timeline.focus().whole()) {
            while (to > 0 && lines.get(to - 1).atNanos() > timeline.focus().toNanos()) {
                to--;
            }
        }
        List<String> excerpt = lines.subList(Math.max(0, to - MAX_EXCERPT), to).stream()
                .map(l -> DisplayFormat.moment(l.atNanos()) + "  " + l.source() + "  "
                        + DisplayFormat.clip(l.text(), 400))
                .toList();
        return new LogPart(excerpt, logs.notes(), lines.size());
    }

    private static List<Entry> entries(Map<String, String> map) {
        List<Entry> entries = new ArrayList<>();
        map.forEach((name, value) -> entries.add(new Entry(name, value)));
        return entries;
    }

    /** The first anomaly that explains the verdict, if there is one. */
    @Nullable
    Anomaly first() {
        List<Anomaly> anomalies = anomalies();
        return anomalies.isEmpty() ? null : anomalies.get(0);
    }
}
