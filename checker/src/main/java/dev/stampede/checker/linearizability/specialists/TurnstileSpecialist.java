package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Semaphore;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides histories of a lock or a semaphore without owners: any client may release what another one acquired, so only
 * the number of held permits matters.
 *
 * <p><b>Precondition</b>: one owner for all clients, one permit per operation, no call that observes, was refused or
 * failed, and no deadline for an indeterminate call.
 *
 * <p>The sweep delays every operation as long as possible. When an operation returns that has not taken effect, it
 * takes effect now. If it is an acquire and all permits are held, an open release must precede it; if it is a release
 * and no permit is held, an open acquire must precede it. The certain open operation that returns first is used; an
 * indeterminate one is used only if there is no certain one. If there is none at all, no order exists.
 *
 * <p><em>Why no order exists:</em> let an acquire have to take effect at its return, while k of k permits are held and
 * every release called so far has taken effect in the sweep. An order that places the acquire here has at most as many
 * releases before it, so it must have fewer acquires before it than the sweep. The acquires in the sweep either
 * returned (then every order contains them, too) or were used early for a release when no permit was held. Consider the
 * last time one was used early. Since then, k acquires took effect, none of them early, so all of them returned. Before
 * that time, the sweep let an acquire take effect early only where a release required one. Another order can have used
 * another open acquire at this point. If that acquire is certain, it returned no earlier than the one that the sweep
 * chose, so exchanging the two gives an order again. The sweep uses an indeterminate acquire only where no certain one
 * is open. So no order has fewer acquires. The other case is symmetric.
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
            throw Refusal.unmet("all calls must have the same owner");
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
            columns.put(i, LockColumns.ACQUIRE, acquire.owner());
        } else if (call.input() instanceof Semaphore.Release release
                && release.permits() == 1
                && (unknown || call.output() == Semaphore.Done.RELEASED)) {
            columns.put(i, LockColumns.RELEASE, release.owner());
        } else {
            throw observed();
        }
    }

    private static Refusal observed() {
        return Refusal.unmet("each call acquires or releases one permit; none observes, was refused or failed");
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
        private final boolean[] tookEffect;
        private int size;
        private int held;

        Sweep(LockColumns columns) {
            this.columns = columns;
            this.when = columns.when();
            this.takes = new ReturnQueue(when);
            this.gives = new ReturnQueue(when);
            this.witness = new int[when.size()];
            this.tookEffect = new boolean[when.size()];
        }

        SpecialistResult decide() {
            for (int event : when.events()) {
                int operation = event < 0 ? ~event : event;
                boolean take = columns.role()[operation] == LockColumns.ACQUIRE;
                if (columns.role()[operation] == LockColumns.NONE) {
                    continue;
                }
                if (event >= 0) {
                    if (!when.required()[operation] && when.ret()[operation] != Problem.NEVER) {
                        throw Refusal.unmet("no indeterminate call has a deadline");
                    }
                    (take ? takes : gives).add(operation);
                } else if (!tookEffect[operation]) {
                    SpecialistResult.Refuted refuted = takeEffectAtReturn(operation, take);
                    if (refuted != null) {
                        return refuted;
                    }
                }
            }
            return new SpecialistResult.Accepted(Arrays.copyOf(witness, size));
        }

        private SpecialistResult.@Nullable Refuted takeEffectAtReturn(int operation, boolean take) {
            if (take ? held == permits : held == 0) {
                ReturnQueue opposite = take ? gives : takes;
                while (!opposite.isEmpty() && tookEffect[opposite.first()]) {
                    opposite.remove();
                }
                if (opposite.isEmpty()) {
                    return contradiction(operation);
                }
                takeEffect(opposite.remove());
            }
            takeEffect(operation);
            return null;
        }

        private void takeEffect(int operation) {
            tookEffect[operation] = true;
            witness[size++] = operation;
            held += columns.role()[operation] == LockColumns.ACQUIRE ? 1 : -1;
        }

        /** The operation, and the last operations that took effect before it, as many as there are permits. */
        private SpecialistResult.Refuted contradiction(int operation) {
            ConflictSet suspects = new ConflictSet().and(operation);
            for (int i = size - 1; i >= Math.max(0, size - permits); i--) {
                suspects.and(witness[i]);
            }
            return suspects.refuted();
        }
    }
}
