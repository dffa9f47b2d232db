package dev.stampede.checker.checks.exclusion.locks;

import static dev.stampede.checker.check.AnomalyText.count;
import static dev.stampede.checker.check.AnomalyText.seconds;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.checks.exclusion.views.ExclusionAnomalies;
import dev.stampede.checker.checks.exclusion.views.ExclusionCitations;
import dev.stampede.checker.checks.exclusion.views.HoldAnalysis;
import dev.stampede.checker.checks.exclusion.views.HoldCheck;
import dev.stampede.checker.checks.exclusion.views.HoldFinding;
import dev.stampede.checker.checks.exclusion.views.LockOrElectionTerms;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reentrancy: a client that already holds a lock acquires it again without queueing, and only its last release frees
 * it.
 *
 * <p>An acquire of a client that already holds the key (in the same mode) must create no znode: it would queue behind
 * itself. A release other than the last one must send no delete. Both follow from the client's own requests, so nothing
 * depends on time. {@link MutualExclusionCheck} judges what the next holder does.
 *
 * <p>A history that passes, and one that fails, kind {@link ExclusionAnomalies#RELEASED_TOO_EARLY} (the other kind is
 * {@link ExclusionAnomalies#REENTRY_QUEUED}):
 *
 * <pre>{@code
 * acquire OK (create), acquire OK, release, release (delete)      VALID
 * acquire OK (create), acquire OK, release (delete), release      INVALID
 * }</pre>
 *
 * <p>Parameters: those of {@link MutualExclusionCheck}. O(n).
 */
public final class ReentrancyCheck extends HoldCheck {
    /** The name on the command line and in reports. */
    public static final String NAME = "reentrancy";

    private ReentrancyCheck(CheckSpec spec) {
        super(LockOrElectionTerms.LOCK.of(NAME, ExclusionCitations.REENTRANT), spec, Set.of());
    }

    /**
     * The check with the parameters described above.
     *
     * @throws IllegalArgumentException if a parameter or its value is unknown
     */
    public static ReentrancyCheck of(CheckSpec spec) {
        return new ReentrancyCheck(spec);
    }

    private record Place(int client, @Nullable String key, @Nullable String mode) {}

    /** The acquires of one client and key that were granted and not yet released. */
    private static final class Nest {
        private final List<Integer> grants = new ArrayList<>();
    }

    /** Whether the settings of the run exclude nested acquires, so that there is nothing to judge. */
    @Override
    public boolean informational(History history) {
        return "0".equals(history.header().environment().get("setting reentry.percent"));
    }

    @Override
    protected Judgement judge(HoldAnalysis analysis) {
        Map<Place, Nest> nests = new HashMap<>();
        Map<Integer, Operation> nested = new HashMap<>();
        for (Operation o : analysis.guard()
                .each(analysis.history().operations(LockInput.Acquire.class, LockInput.Release.class))) {
            OperationInput input = o.input();
            boolean acquires = input instanceof LockInput.Acquire;
            Nest nest = nests.computeIfAbsent(new Place(o.client(), o.key(), o.argument()), p -> new Nest());
            boolean over = !nest.grants.isEmpty() && clientEnded(analysis, nest, o);
            if (over) {
                nest.grants.clear();
            }
            if (acquires) {
                if (!nest.grants.isEmpty()) {
                    nested.put(o.number(), o);
                }
                if (o.outcome() == Outcome.OK && o.completed()) {
                    nest.grants.add(o.number());
                }
            } else if (!nest.grants.isEmpty()) {
                nest.grants.remove(nest.grants.size() - 1);
                if (!nest.grants.isEmpty()) {
                    nested.put(o.number(), o);
                }
            }
        }
        List<HoldFinding> findings = new ArrayList<>();
        for (Attempt a : analysis.guard().each(analysis.history().attempts(Opcode::writes))) {
            Operation o = nested.get(a.operation());
            if (o != null) {
                brokenNest(analysis, o, a, findings);
            }
        }
        return new Judgement(Coverage.of("nested calls", nested.size()), count(findings.size(), "anomaly"), findings);
    }

    /** Whether the client was killed, reopened or closed since the first grant of the nest. */
    private static boolean clientEnded(HoldAnalysis analysis, Nest nest, Operation now) {
        Operation first = analysis.history().operations().get(nest.grants.get(0));
        return analysis.timeline().endOfClientAfter(now.client(), first.completedNanos()) < now.invokedNanos();
    }

    private static void brokenNest(HoldAnalysis analysis, Operation o, Attempt a, List<HoldFinding> findings) {
        boolean acquires = o.input() instanceof LockInput.Acquire;
        String name = analysis.timeline().name(o.client());
        if (acquires && a.opcode().creates()) {
            findings.add(finding(
                    ExclusionAnomalies.REENTRY_QUEUED,
                    name + " already held " + o.key() + ", but queued for it again",
                    o,
                    a));
        } else if (!acquires && a.opcode() == Opcode.DELETE) {
            findings.add(finding(
                    ExclusionAnomalies.RELEASED_TOO_EARLY,
                    name + " deleted the znode of " + o.key()
                            + " although it had acquired the lock more often than released it",
                    o,
                    a));
        }
    }

    private static HoldFinding finding(String kind, String headline, Operation o, Attempt a) {
        return new HoldFinding(
                kind,
                headline,
                List.of("within operation " + o.number() + " (" + o.function()
                        + "), which was not the outermost, it sent a " + a.opcode() + " of " + a.path() + " at "
                        + seconds(a.sentNanos())),
                Blame.RECIPE,
                List.of(),
                List.of(o.number()),
                a.sentNanos(),
                a.sentNanos(),
                ExclusionCitations.REENTRANT,
                null);
    }
}
