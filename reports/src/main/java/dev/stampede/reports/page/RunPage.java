package dev.stampede.reports.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one run. Texts are plain and are escaped by the template, except for those named {@code svg}, {@code
 * style} and {@code script}, which are markup made by us.
 *
 * @param notices what a reader must know before anything else: a truncated history, a harness that failed
 */
public record RunPage(
        String title,
        String style,
        String script,
        Bar bar,
        List<String> notices,
        List<Entry> facts,
        List<Finding> findings,
        int moreFindings,
        String replay,
        String recheck,
        List<CheckRow> checks,
        FaultSection faults,
        List<Example> examples,
        TimelinePart timeline,
        LogPart logs,
        List<Entry> environment,
        @Nullable String plan,
        List<Link> links) {

    /** Whether a finding of the same kind comes before this one: its steps are folded away. */
    public boolean kindShownBefore(Finding finding) {
        return findings.stream()
                .takeWhile(f -> !f.equals(finding))
                .anyMatch(f -> f.check().equals(finding.check())
                        && f.kind().equals(finding.kind())
                        && f.caveat() == finding.caveat());
    }

    /** The verdict bar. */
    public record Bar(String word, String glyph, String type, String sentence, String detail) {}

    /** A name and a value. */
    public record Entry(String name, String value) {}

    /** An address relative to the page, and what it is. */
    public record Link(String href, String name, String what) {}

    /** One anomaly: why the verdict is what it is. */
    public record Finding(
            boolean caveat,
            String check,
            String kind,
            String headline,
            String when,
            List<String> steps,
            String blame,
            Quote promise,
            @Nullable Quote excuse,
            List<Integer> operations,
            String signature) {}

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
     * @param document packed, for the script
     * @param columns packed, for the script
     * @param sampleNote says which operations the page embeds
     */
    public record TimelinePart(
            String svg, List<Entry> twin, List<String> notes, String document, String columns, String sampleNote) {}

    /** The excerpt of the logs that is readable without a script. */
    public record LogPart(List<String> excerpt, List<String> notes, int lines) {}
}
