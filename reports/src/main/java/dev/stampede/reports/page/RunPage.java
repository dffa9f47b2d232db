package dev.stampede.reports.page;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The page of one run, in reading order. The template escapes all texts except those named {@code svg}, {@code style}
 * and {@code script}, which are markup that this module generates.
 *
 * @param notices what a reader must know first, for example that the history is truncated
 * @param reasons the reasons for a verdict other than INVALID, one sentence each
 * @param failure set if and only if the harness failed before a history existed; the sections that need one are then
 *     omitted
 * @param findings violations, then caveats, each kind once, in the order of the verdict
 * @param moreFindings the number of omitted kinds
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

    /** The maximum number of kinds of findings above the timeline; the others are folded into one line. */
    private static final int MAX_SHOWN = 3;

    /** The findings above the timeline. */
    public List<Finding> findingsShown() {
        return findings.size() <= MAX_SHOWN + 1 ? findings : findings.subList(0, MAX_SHOWN);
    }

    /** The findings that are folded into one line; none, or at least two. */
    public List<Finding> findingsFolded() {
        return findings.subList(findingsShown().size(), findings.size());
    }

    /** Whether a finding is shown unfolded. Only the first violation is. */
    public boolean leads(Finding finding) {
        return !finding.caveat() && finding.equals(findings.get(0));
    }

    /** The verdict bar; {@code detail} is the layer at fault, or the evidence for the verdict. */
    public record Bar(String word, String glyph, String type, String sentence, String detail) {}

    /** A name and a value. */
    public record Entry(String name, String value) {}

    /** An address relative to the page, and what it is. */
    public record Link(String href, String name, String what) {}

    /**
     * A failure of the harness before a history existed.
     *
     * @param when what the harness was doing, since when, and when it failed; empty if unknown
     * @param details the whole message, line by line; empty if it has one line
     * @param advice what to do, one step each
     * @param logs the last lines of each member's log
     */
    public record FailurePart(String when, String details, List<String> advice, List<LogTail> logs) {}

    /** The last lines of a log; {@code note} says which lines are omitted, or why there are none. */
    public record LogTail(String source, String lines, String note) {}

    /**
     * All anomalies of one kind, represented by the first one.
     *
     * @param count the number of anomalies found
     * @param steps the conclusion and the first steps, at most three in total
     * @param moreSteps the other steps, which are folded
     * @param around other events near the anomaly in chronological order; folded
     * @param consequences the consequences of the anomalies: check and kind, and one sentence
     * @param blame the layer at fault
     * @param known the known findings that the first anomaly matches
     * @param others the other anomalies of this kind: time and headline; bounded
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
            String signature) {

        /** The title of the folded steps and events. */
        public String foldedName() {
            int more = moreSteps.size();
            String steps = more == 0 ? "" : more == 1 ? "1 more step" : more + " more steps";
            String events = around.isEmpty() ? "" : "what else happened around it";
            String name = steps + (steps.isEmpty() || events.isEmpty() ? "" : ", and ") + events;
            return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        }
    }

    /**
     * A known finding.
     *
     * @param name the sentence with its id and state, such as {@code this is CURATOR-604, open in 5.9.0}
     * @param href the issue, or the source code
     */
    public record Known(String id, String name, String cause, String workAround, String href) {}

    /** A sentence of the documentation; {@code url} is null if a page may not link it. */
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
     * The section about faults.
     *
     * @param note the reason why there are no rows, or the number of omitted rows; empty if neither applies
     */
    public record FaultSection(
            List<Entry> facts, List<FaultRow> rows, List<Entry> budgets, List<String> skipped, String note) {}

    /**
     * One fault.
     *
     * @param effectProof when and how the effect was proven; empty if the effect was not proven
     * @param healProof when and how the heal was proven; empty if the heal was not proven
     * @param links the directed links that the fault cuts; empty for none
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

    /**
     * A minimised counterexample.
     *
     * @param ordered whether the operations have positions in an order, each with a state after the operation
     * @param stuck why the last operation has no possible position; without an order, why the rows are a violation
     */
    public record Example(
            String check,
            String title,
            String svg,
            boolean ordered,
            List<ExampleRow> rows,
            @Nullable String stuck,
            String ascii) {}

    /** One operation of a counterexample. */
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
     * The timeline, and the table of operations.
     *
     * @param svg the whole run, for readers without JavaScript
     * @param table the same as a table, for readers who cannot see the picture
     * @param document packed data for the script
     * @param columns packed columns of operations for the script
     * @param sampleNote says which operations the page embeds
     */
    public record TimelinePart(
            String svg, List<Entry> table, List<String> notes, String document, String columns, String sampleNote) {}

    /**
     * The ensemble and its logs.
     *
     * @param excerpt the log lines that are readable without JavaScript
     * @param lines the number of log lines that the page embeds
     */
    public record EnsemblePart(List<Entry> facts, List<String> excerpt, List<String> notes, int lines) {}
}
