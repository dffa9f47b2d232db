package dev.stampede.reports.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one run, in the order in which it is read. Texts are plain and are escaped by the template, except for
 * those named {@code svg}, {@code style} and {@code script}, which are markup made by us.
 *
 * @param notices what a reader must know before anything else: a truncated history, a failed harness
 * @param reasons the reasons for a verdict that is not INVALID, one sentence each
 * @param failure set if and only if the harness failed before there was a history: the sections that need one are left
 *     out then
 * @param findings violations, then caveats, each kind once, in the order of the verdict
 * @param moreFindings how many kinds are left out
 */
public record RunPage(
        String title,
        String style,
        String script,
        Bar bar,
        List<Entry> facts,
        List<String> notices,
        List<String> reasons,
        @Nullable FailurePart failure,
        List<Finding> findings,
        int moreFindings,
        TimelinePart timeline,
        List<Example> examples,
        String replay,
        String recheck,
        List<CheckRow> checks,
        FaultSection faults,
        EnsemblePart ensemble,
        List<Entry> environment,
        @Nullable String plan,
        List<Link> links) {

    /** So many kinds of findings stand above the timeline; the others are folded into one line. */
    private static final int MAX_SHOWN = 3;

    /** The findings above the timeline. */
    public List<Finding> findingsShown() {
        return findings.size() <= MAX_SHOWN + 1 ? findings : findings.subList(0, MAX_SHOWN);
    }

    /** The findings that are folded into one line; none, or at least two. */
    public List<Finding> findingsFolded() {
        return findings.subList(findingsShown().size(), findings.size());
    }

    /** Whether a finding is shown unfolded: the first violation is. */
    public boolean leads(Finding finding) {
        return !finding.caveat() && finding.equals(findings.get(0));
    }

    /** The verdict bar; {@code detail} is the layer at fault, or what the verdict rests on. */
    public record Bar(String word, String glyph, String type, String sentence, String detail) {}

    /** A name and a value. */
    public record Entry(String name, String value) {}

    /** An address relative to the page, and what it is. */
    public record Link(String href, String name, String what) {}

    /**
     * How the harness failed before there was a history.
     *
     * @param when what the harness was doing, since when, and when it failed; empty if unknown
     * @param details the whole message, line by line; empty if it has one line
     * @param advice what to do, one step each
     * @param logs the last lines of each member's log
     */
    public record FailurePart(String when, String details, List<String> advice, List<LogTail> logs) {}

    /** The last lines of a log; {@code note} says what is left out, or why there are none. */
    public record LogTail(String source, String lines, String note) {}

    /**
     * All anomalies of one kind, told by the first of them.
     *
     * @param count how many were found
     * @param steps the conclusion and the steps that come next, at most three
     * @param moreSteps the other steps that led to it, which are folded away
     * @param around what else happened around it, in order of time; folded away
     * @param consequences what follows from it: check and kind, and one sentence
     * @param blame the layer at fault
     * @param known the known findings that it shows
     * @param others the other anomalies of this kind: when, and what; bounded
     */
    public record Finding(
            boolean caveat,
            String check,
            String kind,
            String headline,
            String when,
            int count,
            List<String> steps,
            List<String> moreSteps,
            List<String> around,
            List<Entry> consequences,
            String blame,
            List<Known> known,
            Quote promise,
            @Nullable Quote excuse,
            List<Integer> operations,
            List<Entry> others,
            String signature) {}

    /**
     * A known finding.
     *
     * @param name its state: {@code this is CURATOR-604, open in 5.9.0}
     * @param href the issue, or the source code
     */
    public record Known(String id, String name, String cause, String workAround, String href) {}

    /** A sentence of the documentation; {@code url} is null if it is not one that a page may link. */
    public record Quote(String sentence, String where, @Nullable String url) {}

    /** One check. */
    public record CheckRow(
            String name,
            String word,
            String glyph,
            String type,
            String scope,
            String reason,
            String algorithm,
            String took) {}

    /**
     * The faults: did they take effect?
     *
     * @param note says why there are no rows, or how many are left out; empty if neither applies
     */
    public record FaultSection(
            List<Entry> facts, List<FaultRow> rows, List<Entry> budgets, List<String> skipped, String note) {}

    /**
     * One fault.
     *
     * @param effectProof when and how its effect was proven; empty if it was not
     * @param healProof when and how its heal was proven; empty if it was not
     * @param links the directed links that it cuts; empty for none
     */
    public record FaultRow(
            String fault,
            String kind,
            String target,
            String injected,
            String lasted,
            boolean tookEffect,
            String effectProof,
            boolean healed,
            String healProof,
            String links,
            String operations,
            String outage,
            String recovery) {}

    /** A minimised example. */
    public record Example(
            String check, String title, String svg, List<ExampleRow> rows, @Nullable String stuck, String ascii) {}

    /** One operation of an example. */
    public record ExampleRow(
            int operation,
            String lane,
            String label,
            String outcome,
            String span,
            String place,
            String state,
            boolean culprit) {}

    /**
     * The timeline, and the operations table.
     *
     * @param svg the whole run, for readers without JavaScript
     * @param table the same as a table, for readers who cannot see the picture
     * @param document packed, for the script
     * @param columns packed, for the script
     * @param sampleNote says which operations the page embeds
     */
    public record TimelinePart(
            String svg, List<Entry> table, List<String> notes, String document, String columns, String sampleNote) {}

    /**
     * The ensemble and its logs.
     *
     * @param excerpt the log lines that are readable without a script
     * @param lines how many log lines the page embeds
     */
    public record EnsemblePart(List<Entry> facts, List<String> excerpt, List<String> notes, int lines) {}
}
