package dev.stampede.checker.checks.exclusion.locks;

import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.checks.exclusion.views.HoldCheck;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures what a release costs: how many watch events it sends, and how many requests a grant takes. Judges nothing: a herd
 * is slow, not wrong.
 *
 * <p>Clients that count their watch events say so in the result of an acquire ({@code woken 3}: since their last acquire
 * returned). Those that do not, Curator's, look at the children again whenever a watch woke them: of these it is told how
 * often an acquire looked again. Where n clients wait, one release of the naive lock wakes all n,
 * and one of the fair queue wakes one.
 *
 * <p>Its picture is who waited when. There is no history that fails. Parameters: those of {@link MutualExclusionCheck}. O(n).
 */
public final class HerdEffectCheck extends HoldCheck {
    /** What it is called on the command line and in reports. */
    public static final String NAME = "herd";

    private static final Pattern WOKEN = Pattern.compile("woken ([0-9]{1,9})");

    private HerdEffectCheck(CheckSpec spec) {
        super(LockOrElectionTerms.LOCK.of(NAME, ExclusionCitations.WAKE_UP), spec, Set.of());
    }

    /**
     * The check with the parameters that are described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is not known
     */
    public static HerdEffectCheck of(CheckSpec spec) {
        return new HerdEffectCheck(spec);
    }

    @Override
    protected Judgement judge(HoldAnalysis analysis) {
        Set<Integer> acquires = new HashSet<>();
        long grants = 0;
        long releases = 0;
        long events = 0;
        boolean counted = false;
        for (Operation o : analysis.history().operations()) {
            analysis.guard().step();
            if (o.function().equals("acquire")) {
                acquires.add(o.number());
                grants += o.outcome() == Outcome.OK && o.completed() ? 1 : 0;
                Matcher woken = WOKEN.matcher(o.result() == null ? "" : o.result());
                if (woken.find()) {
                    counted = true;
                    events += Long.parseLong(woken.group(1));
                }
            } else if (o.function().equals("release")) {
                releases++;
            }
        }
        long requests = 0;
        long again = 0;
        Set<Integer> looked = new HashSet<>();
        for (Attempt a : analysis.history().attempts()) {
            analysis.guard().step();
            if (acquires.contains(a.operation())) {
                requests++;
                boolean looks = a.opcode().startsWith("getChildren");
                again += looks && !looked.add(a.operation()) ? 1 : 0;
            }
        }
        String herd = counted
                ? String.format(Locale.ROOT, "%,d watch events, %.2f a release", events, ratio(events, releases))
                : String.format(
                        Locale.ROOT,
                        "%,d times looked again, %.2f a release (this form does not count its watch events)",
                        again,
                        ratio(again, releases));
        return new Judgement(
                String.format(
                        Locale.ROOT,
                        "%,d grants, %,d releases; %s; %.2f requests a grant",
                        grants,
                        releases,
                        herd,
                        ratio(requests, grants)),
                List.of());
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    @Override
    public List<Track> picture(History history) {
        TrackBuilder drawing = TrackBuilder.of("Waiters");
        history.operations().stream()
                .filter(o -> o.function().equals("acquire"))
                .map(Operation::client)
                .sorted()
                .distinct()
                .forEach(client -> drawing.lane("client " + client));
        for (Operation o : history.operations()) {
            if (o.function().equals("acquire")) {
                long end = Math.min(o.completedNanos(), history.endNanos());
                String label = "waits for " + o.key() + (o.argument() == null ? "" : " (" + o.argument() + ")");
                Severity severity = o.outcome() == Outcome.OK ? Severity.QUIET : Severity.NOTICE;
                drawing.span("client " + o.client(), label, severity, o.invokedNanos(), end);
            }
        }
        return List.of(drawing.track());
    }
}
