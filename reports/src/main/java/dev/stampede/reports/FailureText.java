package dev.stampede.reports;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.RunFinding;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.findings.FindingCatalogue;
import dev.stampede.checker.findings.RecognisedFinding;
import dev.stampede.checker.history.History;
import dev.stampede.reports.timeline.ViolationLanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The explanation of a run that is not VALID, in a few lines of ASCII for a console and for the message of an
 * assertion: what happened, the known finding if there is one, who held what over time, and the faults in effect.
 * Immutable.
 *
 * <p>The parts are lists of lines without line feeds, so that a caller can arrange them; {@link #lines} combines all of
 * them.
 */
public final class FailureText {
    /** The maximum length of a line that is not a command. */
    private static final int MAX_LINE = 200;

    private static final int MAX_SENTENCE = 500;

    private static final int MAX_STEPS = 3;
    private static final int MAX_OTHERS = 4;
    private static final int MAX_LANES = 5;

    private final History history;
    private final RunVerdict verdict;
    private final Optional<RunFinding> leading;

    private FailureText(History history, RunVerdict verdict) {
        this.history = history;
        this.verdict = verdict;
        this.leading = verdict.findings().stream().filter(f -> !f.caveat()).findFirst();
    }

    /** The explanation of a run. */
    public static FailureText of(History history, RunVerdict verdict) {
        return new FailureText(history, verdict);
    }

    /** The verdict and one sentence: {@code INVALID: two clients held /locks/a at once for 3.1 s}. */
    public String sentence() {
        return verdict.verdict() + ": " + line(verdict.headline(), MAX_SENTENCE);
    }

    /** The known findings that the first violation matches, one line each; empty if there is none. */
    public List<String> known() {
        return leading.map(f -> FindingCatalogue.recognise(f.first(), history)).orElse(List.of()).stream()
                .map(f -> line(f.sentence(), MAX_SENTENCE) + " (" + f.entry().link() + ")")
                .toList();
    }

    /** The layer at fault; empty if there is no violation. */
    public List<String> layer() {
        return leading.map(f -> List.of("layer at fault: " + layerOf(f))).orElse(List.of());
    }

    /** The layer at fault of a finding. A known finding of a library is not the fault of the class that uses it. */
    public String layerOf(RunFinding finding) {
        return line(FindingGroup.of(finding, history).layer());
    }

    /** The promise that the first violation breaks; empty if there is none. */
    public List<String> promise() {
        return leading.map(RunFinding::first)
                .map(Anomaly::promise)
                .map(p -> List.of("broken promise: \"" + line(p.sentence()) + "\" (" + line(p.where()) + ")"))
                .orElse(List.of());
    }

    /**
     * A picture of at most {@code most} lines: who held what, or the requests, over time, and the faults. If no fault
     * was in effect, the last line says this.
     *
     * @param most at least 3
     */
    public List<String> picture(int most) {
        if (leading.isEmpty()) {
            return List.of();
        }
        Anomaly anomaly = leading.get().first();
        ViolationLanes lanes = ViolationLanes.of(history, verdict, anomaly);
        boolean faults = !lanes.faults().isEmpty();
        List<String> lines = new ArrayList<>(AsciiTimeline.lines(lanes, faults ? most - 1 : most - 2));
        if (!faults) {
            lines.add("no fault was in effect");
        }
        return lines;
    }

    /** The steps to the first violation: the conclusion, then the last events before it; at most {@code most}. */
    public List<String> steps(int most) {
        List<String> all = leading.map(f -> f.first().because()).orElse(List.of());
        List<String> last = all.subList(Math.min(1, all.size()), all.size());
        return Stream.concat(all.stream().limit(1), last.stream().skip(Math.max(0, last.size() - (most - 1))))
                .map(FailureText::line)
                .toList();
    }

    /** The other violations and the consequences of the first one, one line each, at most {@code most}. */
    public List<String> others(int most) {
        List<String> all = verdict.allFindings()
                .filter(f -> !f.caveat() && leading.filter(f::equals).isEmpty())
                .map(f -> f.check() + "/" + f.kind() + ": " + line(f.headline()) + knownIds(f))
                .toList();
        return bounded(all, most);
    }

    private String knownIds(RunFinding finding) {
        String ids = FindingCatalogue.recognise(finding.first(), history).stream()
                .map(RecognisedFinding::name)
                .collect(Collectors.joining("; "));
        return ids.isEmpty() ? "" : " (" + ids + ")";
    }

    /** The checks that could not decide, with the reason, one line each, at most {@code most}. */
    public List<String> inconclusive(int most) {
        List<String> all = verdict.checks().stream()
                .filter(c -> c.verdict() == Verdict.INCONCLUSIVE)
                .map((CheckResult c) -> c.check() + " is inconclusive: " + line(String.valueOf(c.reason())))
                .toList();
        return bounded(all, most);
    }

    private static List<String> bounded(List<String> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<String> kept = new ArrayList<>(all.subList(0, Math.max(0, most - 1)));
        kept.add("and " + (all.size() - kept.size()) + " more in the report");
        return List.copyOf(kept);
    }

    /** The caveats, by check and kind with their numbers, in one line; empty if there are none. */
    public List<String> caveats() {
        String all = verdict.allFindings()
                .filter(RunFinding::caveat)
                .map(f -> f.check() + "/" + f.kind() + " (" + f.count() + ")")
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? List.of() : List.of("caveats, which the documentation allows: " + all);
    }

    /**
     * All parts after the sentence, in at most 19 lines, indented by two spaces. Steps, other violations and
     * inconclusive checks are limited so that the parts fit.
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(failure());
        lines.addAll(layer());
        lines.addAll(known());
        List<String> steps = steps(MAX_STEPS);
        if (!steps.isEmpty()) {
            lines.add("because");
            steps.forEach(s -> lines.add("  " + s));
        }
        lines.addAll(promise());
        lines.addAll(others(MAX_OTHERS - 2));
        lines.addAll(inconclusive(MAX_OTHERS - 2));
        lines.addAll(caveats());
        picture(MAX_LANES + 1).forEach(l -> lines.add("  " + l));
        return lines.stream().map(l -> "  " + l).toList();
    }

    private List<String> failure() {
        String failure = verdict.failure();
        return failure == null || failure.startsWith(verdict.headline())
                ? List.of()
                : List.of("the harness did not finish the run: " + line(failure));
    }

    private static String line(String text) {
        return line(text, MAX_LINE);
    }

    private static String line(String text, int most) {
        return DisplayFormat.clip(TextEscaping.plain(text.strip().replaceAll("\\s*\\R\\s*", " ")), most);
    }
}
