package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Semaphore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides histories of a lock or a semaphore of which nobody knows the owners, so that anybody may give back what anybody
 * took: only the number of permits that are held counts.
 *
 * <p><b>Precondition</b>: one owner for all, one permit at a time, no call that observes, was refused or failed, and no deadline
 * for an indeterminate call.
 *
 * <p>The sweep lets nothing happen before it must. When an operation returns that has not happened, it happens now; if it is a
 * take and all permits are held, some open give must come before it, and if it is a give and none is held, some open take. Of
 * the open ones the certain one that returns first helps, an indeterminate one only if there is no certain one. If there is
 * none at all, no order exists.
 *
 * <p><em>Why none:</em> say a take must happen at its return, k of k permits are held, and no give is open that has not
 * happened: the sweep has used all gives called so far. Any order that puts the take here has as few of them, so it must have
 * had fewer takes before it than the sweep. The takes that the sweep has used all returned (which every order has had too),
 * or helped a give when no permit was held. Consider the last time that one helped. The takes counted since then are k, none
 * of which helped, so all of them returned. Before that time the sweep let a take happen early only where a give could not do
 * without; another order can have used another take there: one that was open then, and certain ones among them returned no
 * sooner than the one the sweep chose, so exchanging the two leaves an order; or one that is indeterminate, which the sweep
 * uses only where no certain one is open. So no order has had fewer. The other case is the mirror image.
 *
 * <p>O(n log c) for c calls open at once.
 */
final class TurnstileSpecialist extends ColumnSpecialist<LockColumns> {
    private final int permits;

    TurnstileSpecialist(int permits) {
        this.permits = permits;
    }

    @Override
    public String name() {
        return "turnstile";
    }

    @Override
    LockColumns encode(Problem problem) {
        LockColumns.Builder columns = new LockColumns.Builder(problem);
        for (int i = 0; i < problem.size(); i++) {
            ObservedCall<?, ?> call = problem.call(i);
            if (call.input() instanceof Semaphore.Input) {
                semaphore(columns, i, call);
            } else {
                MutexSpecialist.put(columns, i, call);
            }
        }
        LockColumns read = columns.columns();
        if (read.owners() > 1) {
            throw new Refusal("nobody knows the owners");
        }
        if (read.has(LockColumns.HELD) || read.has(LockColumns.FREE) || read.has(LockColumns.REFUSED)) {
            throw observed();
        }
        return read;
    }

    private static void semaphore(LockColumns.Builder columns, int i, ObservedCall<?, ?> call) {
        boolean unknown = call.output() == null && !call.certain();
        if (call.input() instanceof Semaphore.Acquire acquire
                && acquire.permits() == 1
                && (unknown || call.output() == Semaphore.Done.GRANTED)) {
            columns.put(i, LockColumns.TAKE, acquire.owner());
        } else if (call.input() instanceof Semaphore.Release release
                && release.permits() == 1
                && (unknown || call.output() == Semaphore.Done.RELEASED)) {
            columns.put(i, LockColumns.GIVE, release.owner());
        } else {
            throw observed();
        }
    }

    private static Refusal observed() {
        return new Refusal("each call takes or gives back one permit; none observes, was refused or failed");
    }

    @Override
    SpecialistResult decide(LockColumns columns, SearchBudget budget) {
        return new Sweep(columns).decide();
    }

    private final class Sweep {
        private final LockColumns columns;
        private final Intervals when;
        private final ReturnQueue takes;
        private final ReturnQueue gives;
        private final int[] witness;
        private final boolean[] happened;
        private int size;
        private int held;

        Sweep(LockColumns columns) {
            this.columns = columns;
            this.when = columns.when();
            this.takes = new ReturnQueue(when);
            this.gives = new ReturnQueue(when);
            this.witness = new int[when.size()];
            this.happened = new boolean[when.size()];
        }

        SpecialistResult decide() {
            for (int event : when.events()) {
                int operation = event < 0 ? ~event : event;
                boolean take = columns.part()[operation] == LockColumns.TAKE;
                if (columns.part()[operation] == LockColumns.NONE) {
                    continue;
                }
                if (event >= 0) {
                    if (!when.required()[operation] && when.ret()[operation] != Problem.NEVER) {
                        throw new Refusal("no indeterminate call has a deadline");
                    }
                    (take ? takes : gives).add(operation);
                } else if (!happened[operation]) {
                    SpecialistResult.Refuted refuted = must(operation, take);
                    if (refuted != null) {
                        return refuted;
                    }
                }
            }
            return new SpecialistResult.Accepted(Arrays.copyOf(witness, size));
        }

        private SpecialistResult.@Nullable Refuted must(int operation, boolean take) {
            if (take ? held == permits : held == 0) {
                ReturnQueue helpers = take ? gives : takes;
                while (!helpers.isEmpty() && happened[helpers.first()]) {
                    helpers.remove();
                }
                if (helpers.isEmpty()) {
                    return contradiction(operation);
                }
                happen(helpers.remove());
            }
            happen(operation);
            return null;
        }

        private void happen(int operation) {
            happened[operation] = true;
            witness[size++] = operation;
            held += columns.part()[operation] == LockColumns.TAKE ? 1 : -1;
        }

        /** The operation, and the last that happened before it, as many as could hold all permits. */
        private SpecialistResult.Refuted contradiction(int operation) {
            ConflictSet suspects = new ConflictSet().and(operation);
            for (int i = size - 1; i >= Math.max(0, size - permits); i--) {
                suspects.and(witness[i]);
            }
            return suspects.refuted();
        }
    }
}
