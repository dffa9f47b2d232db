package dev.stampede.reports;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.RunFinding;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.ZxidPrecision;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.reports.page.RunPage;
import dev.stampede.reports.page.RunPage.Bar;
import dev.stampede.reports.page.RunPage.CheckRow;
import dev.stampede.reports.page.RunPage.EnsemblePart;
import dev.stampede.reports.page.RunPage.Entry;
import dev.stampede.reports.page.RunPage.Example;
import dev.stampede.reports.page.RunPage.ExampleRow;
import dev.stampede.reports.page.RunPage.FailurePart;
import dev.stampede.reports.page.RunPage.Link;
import dev.stampede.reports.page.RunPage.LogTail;
import dev.stampede.reports.page.RunPage.TimelinePart;
import dev.stampede.reports.timeline.Lane;
import dev.stampede.reports.timeline.LogLine;
import dev.stampede.reports.timeline.OutcomeCode;
import dev.stampede.reports.timeline.RunTimeline;
import dev.stampede.reports.timeline.TimelineData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes the page of a run, section by section. Immutable. */
final class RunPageBuilder {
    private static final int MAX_FINDINGS = 20;
    private static final int MAX_EXAMPLES = 5;
    private static final int MAX_EXCERPT = 120;

    private static final String NOTHING_JUDGED = "The harness failed before the run began; nothing was judged";

    private final History history;
    private final RunVerdict verdict;
    private final FaultImpact impact;
    private final List<FindingGroup> groups;

    RunPageBuilder(History history, RunVerdict verdict) {
        this.history = history;
        this.verdict = verdict;
        this.impact = FaultImpact.of(history);
        this.groups = FindingGroup.of(verdict, history);
    }

    RunPage page(RunTimeline timeline, TimelineData data, MemberLogs logs, List<Link> links) {
        return page(timelinePart(timeline, data), null, ensemble(logs, timeline), links);
    }

    /** The page of a run that has no history. */
    RunPage failurePage(HarnessFailure failure, List<LogTail> logs, List<Link> links) {
        TimelinePart none = new TimelinePart("", List.of(), List.of(), "", "", "");
        FailurePart part = new FailurePart(failure.when(), failure.details(), failure.steps(), logs);
        return page(none, part, new EnsemblePart(List.of(), List.of(), List.of(), 0), links);
    }

    private RunPage page(
            TimelinePart timeline, @Nullable FailurePart failure, EnsemblePart ensemble, List<Link> links) {
        RunHeader header = history.header();
        return new RunPage(
                verdict.verdict() + ": " + recipe() + ", seed " + header.seed(),
                PageResource.text("report.css"),
                script(),
                bar(),
                facts(),
                failure == null ? notices() : List.of(),
                reasons(),
                failure,
                groups.stream().limit(MAX_FINDINGS).map(FindingGroup::finding).toList(),
                Math.max(0, groups.size() - MAX_FINDINGS),
                timeline,
                examples(),
                header.replay(),
                header.recheck(),
                verdict.checks().stream().map(RunPageBuilder::check).toList(),
                new FaultImpactText(history, impact).section(),
                ensemble,
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

    List<FindingGroup> groups() {
        return groups;
    }

    FaultImpact impact() {
        return impact;
    }

    Bar bar() {
        return new Bar(
                verdict.verdict().name(),
                VerdictStyle.glyph(verdict.verdict()),
                VerdictStyle.cssClass(verdict.verdict()),
                verdict.headline(),
                detail());
    }

    /** The second line of the bar: the layer at fault, or the evidence for the verdict. */
    private String detail() {
        List<String> detail = new ArrayList<>();
        int violations = count(false);
        int caveats = count(true);
        if (violations > 0) {
            detail.add("Layer at fault: " + groups.get(0).layer());
            groups.get(0).known().forEach(known -> detail.add(known.name()));
            detail.add(DisplayFormat.count(violations, "violation") + " recorded");
        }
        if (caveats > 0) {
            detail.add(DisplayFormat.count(caveats, "caveat") + " that the documentation allows");
        }
        if (verdict.failure() != null) {
            detail.add(neverBegan() ? NOTHING_JUDGED : "the harness did not finish the run");
        }
        if (verdict.verdict() == Verdict.INCONCLUSIVE && violations == 0 && !neverBegan()) {
            detail.add("No violation was found, but too little was proved for VALID");
        }
        if (violations == 0 && !impact.windows().isEmpty()) {
            detail.add(FaultImpactText.proven(impact));
        }
        return String.join(" · ", detail);
    }

    private int count(boolean caveats) {
        return verdict.allFindings()
                .filter(f -> f.caveat() == caveats)
                .mapToInt(RunFinding::count)
                .sum();
    }

    /** Whether the harness failed before the run began. */
    private boolean neverBegan() {
        return verdict.failure() != null
                && verdict.checks().isEmpty()
                && history.operations().isEmpty();
    }

    List<String> notices() {
        List<String> notices = new ArrayList<>();
        if (neverBegan()) {
            notices.add(
                    NOTHING_JUDGED + ": this result says nothing about ZooKeeper or the recipe. " + verdict.failure());
            return notices;
        }
        if (verdict.failure() != null) {
            notices.add("The harness did not finish this run: " + verdict.failure()
                    + ". The report shows and judges the events recorded until this failure.");
        }
        if (history.truncation() != null && !history.truncation().equals(verdict.failure())) {
            notices.add("The history is incomplete: " + history.truncation() + ".");
        }
        if (history.operations().isEmpty()) {
            notices.add("The history holds no operations.");
        }
        return notices;
    }

    List<String> reasons() {
        return VerdictReasons.of(history, verdict, impact);
    }

    List<Entry> facts() {
        RunHeader header = history.header();
        long[] outcomes = new long[3];
        history.operations().forEach(o -> outcomes[OutcomeCode.of(o.outcome())]++);
        List<Entry> facts = new ArrayList<>();
        facts.add(new Entry("Scenario", recipe()));
        facts.add(new Entry("Seed", String.valueOf(header.seed())));
        facts.add(new Entry("Ensemble", header.ensemble()));
        if (neverBegan()) {
            return facts;
        }
        facts.add(new Entry(
                "Faults", header.families().isEmpty() ? "none planned" : String.join(", ", header.families())));
        facts.add(new Entry(
                "Operations", DisplayFormat.number(history.operations().size()) + outcomes(outcomes[1], outcomes[2])));
        ZxidPrecision precision = ZxidPrecision.of(history);
        if (precision.tapped() != null) {
            facts.add(new Entry("Frames", frames(precision, precision.tapped())));
        }
        facts.add(new Entry("Duration", DisplayFormat.duration(history.endNanos())));
        if (!header.startedAt().isEmpty()) {
            facts.add(new Entry("Started", DisplayFormat.dateTime(header.startedAt())));
        }
        return facts;
    }

    private static String frames(ZxidPrecision precision, Event.FramesTapped tapped) {
        String missing =
                tapped.dropped() == 0 ? "" : "; their file lacks " + DisplayFormat.count(tapped.dropped(), "frame");
        String undecoded = tapped.undecodedConnections() == 0
                ? ""
                : "; " + DisplayFormat.count(tapped.undecodedConnections(), "connection") + " could not be decoded";
        return String.format(
                Locale.ROOT,
                "%,d on the links of the clients; exact zxids of %.1f %% of %,d answered requests%s%s",
                tapped.frames(),
                Math.floor(precision.share() * 1_000) / 10,
                precision.answered(),
                missing,
                undecoded);
    }

    private static String outcomes(long failed, long indeterminate) {
        List<String> parts = new ArrayList<>();
        if (failed > 0) {
            parts.add(DisplayFormat.number(failed) + " failed");
        }
        if (indeterminate > 0) {
            parts.add(DisplayFormat.number(indeterminate) + " indeterminate");
        }
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private static CheckRow check(CheckResult check) {
        return new CheckRow(
                check.check(),
                check.verdictText(),
                VerdictStyle.glyph(check),
                VerdictStyle.cssClass(check),
                check.evidence(),
                check.reason() == null ? "" : check.reason(),
                check.algorithm() == null ? "" : check.algorithm(),
                DisplayFormat.duration(check.took().toNanos()));
    }

    private List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        for (CheckResult check : byRank()) {
            Counterexample example = check.counterexample();
            if (example != null && examples.size() < MAX_EXAMPLES) {
                examples.add(new Example(
                        check.check(),
                        example.title(),
                        CounterexampleSvg.draw(example),
                        example.rows().stream().anyMatch(r -> r.place() > 0),
                        example.rows().stream().map(RunPageBuilder::row).toList(),
                        example.stuck(),
                        AsciiCounterexample.render(example)));
            }
        }
        return examples;
    }

    /** The checks in the order of their findings, then the checks without findings. */
    private List<CheckResult> byRank() {
        List<String> ranked =
                verdict.allFindings().map(RunFinding::check).distinct().toList();
        return verdict.checks().stream()
                .sorted(Comparator.comparingInt(check -> {
                    int rank = ranked.indexOf(check.check());
                    return rank < 0 ? ranked.size() : rank;
                }))
                .toList();
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
                row.place() > 0 ? String.valueOf(row.place()) : row.culprit() ? "none" : "",
                state == null ? "" : state,
                row.culprit());
    }

    private static TimelinePart timelinePart(RunTimeline timeline, TimelineData data) {
        List<String> notes = new ArrayList<>();
        if (timeline.lanes().size() > RunTimeline.MAX_LANES) {
            notes.add(DisplayFormat.number(timeline.lanes().size() - RunTimeline.MAX_LANES)
                    + " lanes are not drawn; all are in the history.");
        }
        String sample = data.sample().partial()
                ? "This page embeds " + DisplayFormat.number(data.sample().size()) + " of "
                        + DisplayFormat.number(data.sample().total())
                        + " operations: those that the verdict names, those near the violation, and a sample of"
                        + " the rest. Counts, latencies and throughput cover all operations. The history contains every"
                        + " operation."
                : "All " + DisplayFormat.number(data.sample().total()) + " operations.";
        return new TimelinePart(
                TimelineSvg.draw(timeline), table(timeline), notes, data.document(), data.columns(), sample);
    }

    /** The lanes as a table, for readers who cannot see the picture. */
    private static List<Entry> table(RunTimeline timeline) {
        List<Entry> table = new ArrayList<>();
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
            table.add(new Entry(lane.group() + ": " + lane.name(), String.join("; ", words)));
        }
        return table;
    }

    private EnsemblePart ensemble(MemberLogs logs, RunTimeline timeline) {
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
        List<Entry> facts = List.of(
                new Entry("Ensemble", history.header().ensemble()),
                new Entry("Elections", FaultImpactText.elections(impact)),
                new Entry(
                        "Lost sessions (EXPIRED or LOST at a client)", DisplayFormat.number(impact.expiredSessions())));
        return new EnsemblePart(facts, excerpt, logs.notes(), lines.size());
    }

    private static List<Entry> entries(Map<String, String> map) {
        List<Entry> entries = new ArrayList<>();
        map.forEach((name, value) -> entries.add(new Entry(name, value)));
        return entries;
    }
}
