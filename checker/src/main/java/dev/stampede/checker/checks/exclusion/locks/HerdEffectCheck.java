package dev.stampede.checker.checks.exclusion.locks;

import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.checks.exclusion.views.HoldCheck;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.TrackBuilder;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
    public boolean informational(History history) {
        return true;
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
            OperationInput input = o.input();
            if (input instanceof LockInput.Acquire) {
                acquires.add(o.number());
                grants += o.outcome() == Outcome.OK && o.completed() ? 1 : 0;
                if (o.output() instanceof OperationOutput.Granted granted && granted.watchEvents() >= 0) {
                    counted = true;
                    events += granted.watchEvents();
                }
            } else if (input instanceof LockInput.Release) {
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
                boolean looks = a.opcode() == Opcode.GET_CHILDREN;
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
                Coverage.of("grants", 0).notJudged("a herd is slow, not wrong", grants),
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
                .filter(o -> o.input() instanceof LockInput.Acquire)
                .map(Operation::client)
                .sorted()
                .distinct()
                .forEach(client -> drawing.lane("client " + client));
        for (Operation o : history.operations()) {
            if (o.input() instanceof LockInput.Acquire acquire) {
                long end = Math.min(o.completedNanos(), history.endNanos());
                String label = "waits for " + o.key() + (acquire.mode() == null ? "" : " (" + acquire.mode() + ")");
                Severity severity = o.outcome() == Outcome.OK ? Severity.QUIET : Severity.NOTICE;
                drawing.span("client " + o.client(), label, severity, o.invokedNanos(), end);
            }
        }
        return List.of(drawing.track());
    }
}
