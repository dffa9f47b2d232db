package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.analysis.BudgetGuard;
import dev.stampede.checker.analysis.ClientTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Extracts holds from operations, in one pass. A <em>sample</em> is an operation that returns whether the client leads.
 * O(n).
 *
 * <p>An acquire that is not OK grants nothing: it may have taken effect, but it constrains no other client. Every
 * release ends the belief when it is called, whatever its result. Acquires nest: the last release ends the hold. An
 * acquire with another token while the client still has a hold begins a new hold, and ends the old one at its call.
 * True samples form one hold as long as no false sample, change of the session, doubt or other token comes in between;
 * a sample that is not OK is ignored. A {@linkplain LockInput.Acquire#shared() shared} acquire is that of a reader:
 * such acquires and their releases are separate from the exclusive ones of the same client.
 */
final class HoldExtractor {
    /** A client, a key, and whether the acquire is shared. */
    private record Place(int client, String key, boolean shared) {}

    /** A hold that may continue. */
    private static final class Open {
        final int index;
        final Place place;
        final Operation grant;
        Operation latest;
        int depth = 1;

        Open(int index, Place place, Operation grant) {
            this.place = place;
            this.index = index;
            this.grant = grant;
            this.latest = grant;
        }
    }

    private final ClientTimeline timeline;
    private final BudgetGuard guard;
    private final Map<Place, Open> acquired = new HashMap<>();
    private final Map<Place, Open> sampled = new HashMap<>();
    private final List<Hold> holds = new ArrayList<>();
    private int[] holdOf = {};
    private int count;

    private HoldExtractor(ClientTimeline timeline, BudgetGuard guard) {
        this.timeline = timeline;
        this.guard = guard;
    }

    /** The holds of a history. Immutable. */
    public static final class Holds {
        private final List<Hold> all;
        private final int[] holdOf;

        Holds(List<Hold> all, int[] holdOf) {
            this.all = List.copyOf(all);
            this.holdOf = holdOf;
        }

        /** The holds in the order of their index. */
        public List<Hold> all() {
            return all;
        }

        /** The hold that an operation granted or confirmed, -1 if none. */
        public int of(int operation) {
            return operation < 0 || operation >= holdOf.length ? -1 : holdOf[operation];
        }
    }

    public static Holds extract(History history, ClientTimeline timeline, BudgetGuard guard) {
        return new HoldExtractor(timeline, guard).read(history);
    }

    private Holds read(History history) {
        holdOf = new int[history.operations().size()];
        Arrays.fill(holdOf, -1);
        for (Operation operation : history.operations(LockInput.class)) {
            guard.step();
            OperationInput input = operation.input();
            if (input instanceof LockInput.Acquire acquire) {
                acquire(operation, place(operation, acquire.shared()));
            } else if (input instanceof LockInput.Release release) {
                release(operation, place(operation, release.shared()));
            } else if (input instanceof LockInput.SampleLeadership) {
                sample(operation, place(operation, false));
            }
        }
        acquired.forEach((place, open) -> endAcquired(open, timeline.endNanos(), -1));
        sampled.values().forEach(this::endSampled);
        holds.sort(Comparator.comparingInt(Hold::index));
        return new Holds(holds, holdOf);
    }

    private static Place place(Operation operation, boolean shared) {
        String key = operation.key();
        return new Place(operation.client(), key == null ? "" : key, shared);
    }

    private void acquire(Operation operation, Place place) {
        if (operation.outcome() != Outcome.OK || !operation.completed()) {
            return;
        }
        Open open = acquired.get(place);
        if (open != null && !otherToken(open.grant, operation) && !clientEnded(open, operation)) {
            open.depth++;
            holdOf[operation.number()] = open.index;
            return;
        }
        if (open != null) {
            endAcquired(open, operation.invokedNanos(), -1);
        }
        Open begun = new Open(count++, place, operation);
        holdOf[operation.number()] = begun.index;
        acquired.put(place, begun);
    }

    private static boolean otherToken(Operation before, Operation now) {
        return before.token() != 0 && now.token() != 0 && before.token() != now.token();
    }

    /**
     * Whether the client was killed, reopened or closed between the grant of a hold and the completion of an operation.
     */
    private boolean clientEnded(Open open, Operation now) {
        return timeline.endOfClientAfter(now.client(), open.grant.completedNanos()) < now.completedNanos();
    }

    private void release(Operation operation, Place place) {
        Open open = acquired.get(place);
        if (open == null || --open.depth > 0) {
            return;
        }
        acquired.remove(place);
        endAcquired(open, operation.invokedNanos(), operation.number());
    }

    private void sample(Operation operation, Place place) {
        if (operation.outcome() != Outcome.OK || !operation.completed()) {
            return;
        }
        Open open = sampled.get(place);
        boolean leads = operation.output() instanceof OperationOutput.Leadership leadership && leadership.leads();
        if (open != null && (!leads || interrupted(open, operation, place.key()))) {
            sampled.remove(place);
            endSampled(open);
            open = null;
        }
        if (!leads) {
            return;
        }
        if (open == null) {
            open = new Open(count++, place, operation);
            sampled.put(place, open);
        }
        open.latest = operation;
        holdOf[operation.number()] = open.index;
    }

    private boolean interrupted(Open open, Operation now, String key) {
        return otherToken(open.grant, now)
                || timeline.sessionChangedOrDoubted(
                        now.client(), key, open.latest.invokedNanos(), now.completedNanos());
    }

    private void endAcquired(Open open, long atNanos, int last) {
        long gone = timeline.endOfClientAfter(open.grant.client(), open.grant.completedNanos());
        holds.add(hold(open, Math.min(atNanos, gone), last, false));
    }

    private void endSampled(Open open) {
        holds.add(hold(open, open.latest.invokedNanos(), open.latest.number(), true));
    }

    private static Hold hold(Open open, long endNanos, int last, boolean sampled) {
        Operation grant = open.grant;
        return new Hold(
                open.index,
                grant.client(),
                open.place.key(),
                grant.number(),
                last,
                grant.token(),
                grant.session(),
                grant.zxid(),
                grant.completedNanos(),
                endNanos,
                sampled,
                open.place.shared());
    }
}
