package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.check.AnomalyText.count;

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
 * Measures the cost of a release: the number of watch events it causes, and the number of requests for a grant. It
 * decides nothing: a herd effect costs performance and violates no promise.
 *
 * <p>Clients that count their watch events report them in the result of an acquire ({@code woken 3}: since their last
 * acquire returned). Other clients, such as Curator's, read the children again after each watch event; for these the
 * check reports how often an acquire read them again. With n waiting clients, one release of the naive lock wakes all
 * n, and one of the fair queue wakes one.
 *
 * <p>Its picture shows which client waited when. No history fails. Parameters: those of {@link MutualExclusionCheck}.
 * O(n).
 */
public final class HerdEffectCheck extends HoldCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "herd";

    private HerdEffectCheck(CheckSpec spec) {
        super(LockOrElectionTerms.LOCK.of(NAME, ExclusionCitations.WAKE_UP), spec, Set.of());
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
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
        for (Operation o : analysis.guard()
                .each(analysis.history().operations(LockInput.Acquire.class, LockInput.Release.class))) {
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
        long repeatedLists = 0;
        Set<Integer> listed = new HashSet<>();
        for (Attempt a : analysis.guard().each(analysis.history().attempts())) {
            if (acquires.contains(a.operation())) {
                requests++;
                boolean lists = a.opcode() == Opcode.GET_CHILDREN;
                repeatedLists += lists && !listed.add(a.operation()) ? 1 : 0;
            }
        }
        String herd = counted
                ? String.format(
                        Locale.ROOT, "%s, %.2f per release", count(events, "watch event"), ratio(events, releases))
                : String.format(
                        Locale.ROOT,
                        "children read again %s, %.2f per release (this variant does not count its watch events)",
                        count(repeatedLists, "time"),
                        ratio(repeatedLists, releases));
        return new Judgement(
                Coverage.of("grants", 0).notJudged("a herd effect costs performance and violates no promise", grants),
                String.format(
                        Locale.ROOT,
                        "%s, %s; %s; %.2f requests per grant",
                        count(grants, "grant"),
                        count(releases, "release"),
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
        history.operations(LockInput.Acquire.class).stream()
                .map(Operation::client)
                .sorted()
                .distinct()
                .forEach(client -> drawing.lane("client " + client));
        for (Operation o : history.operations(LockInput.Acquire.class)) {
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
