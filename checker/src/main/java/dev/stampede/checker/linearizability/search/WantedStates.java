package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.Transitions;
import java.util.Arrays;

/**
 * The states that are needed now: open operations have to take effect in them, or indeterminate operations lead from
 * them to such a state. Computed for one configuration at a time; not thread-safe.
 */
final class WantedStates {
    private final Problem problem;
    private final Transitions<?, ?, ?> transitions;
    private final WindowTable windows;
    private final PendingWindow window;
    private final FutureUse futureUse;
    private final IndeterminatePool supplies;
    private int[] stamp = new int[16];
    private int stampNow;
    private int[] wanted = new int[16];
    private int count;
    private int[] askingKinds = new int[16];
    private int askingKindCount;
    private boolean allButCurrent;

    /** Whether an open operation may add to a state. */
    private boolean anyAdds;

    /**
     * Whether states that are useful only later are wanted now, because the operation that returns next adds to them.
     */
    private boolean ofUseLater;

    private boolean everything;
    private int current;

    WantedStates(
            Problem problem,
            WindowTable windows,
            PendingWindow window,
            FutureUse futureUse,
            IndeterminatePool supplies) {
        this.problem = problem;
        this.transitions = problem.transitions();
        this.windows = windows;
        this.window = window;
        this.futureUse = futureUse;
        this.supplies = supplies;
    }

    /**
     * Computes the wanted states of a configuration.
     *
     * @param lastMoment the optional operation that returns next and can be used for the last time, or -1
     */
    void compute(long[] taken, int state, int lastMoment) {
        stampNow++;
        count = 0;
        askingKindCount = 0;
        allButCurrent = false;
        anyAdds = false;
        ofUseLater = false;
        everything = false;
        current = state;
        for (int w = 0; w < taken.length; w++) {
            for (long x = (window.observers[w] | window.changes[w]) & ~taken[w]; x != 0; x &= x - 1) {
                needs(problem.kind(window.operation[64 * w + Long.numberOfTrailingZeros(x)]));
            }
        }
        if (lastMoment >= 0) {
            needs(problem.kind(lastMoment));
        }
        for (int w = 0; w < taken.length; w++) {
            for (long x = window.options[w] & ~taken[w]; x != 0; x &= x - 1) {
                int kind = problem.kind(window.operation[64 * w + Long.numberOfTrailingZeros(x)]);
                recordOption(kind);
            }
        }
        followOptions(taken);
        for (int supply : futureUse.otherSupplies()) {
            if (supplies.has(supply)) {
                recordOption(windows.supplyKind[supply]);
            }
        }
        if (windows.additions) {
            includeAdditions(taken);
        }
        if (askingKindCount > 0) {
            followUnlisted(taken);
        }
    }

    /** Records the state that an indeterminate operation needs, if the operation can be useful. */
    private void recordOption(int kind) {
        TransitionForm form = transitions.form(kind);
        if (form == TransitionForm.ADDS && windows.additions) {
            anyAdds = true;
        } else if (form.asks()) {
            ask(kind);
        }
    }

    /**
     * If an open operation adds, the states that may lead to wanted states are wanted, too; all states if the wanted
     * ones cannot be listed.
     */
    private void includeAdditions(long[] taken) {
        int returning = windows.returning[window.level()];
        boolean moving = false;
        for (int w = 0; w < taken.length; w++) {
            anyAdds |= (window.additions[w] & ~taken[w]) != 0;
            for (long x = window.options[w] & ~taken[w]; x != 0; x &= x - 1) {
                int kind = problem.kind(window.operation[64 * w + Long.numberOfTrailingZeros(x)]);
                moving |= transitions.form(kind) == TransitionForm.MOVES;
            }
        }
        ofUseLater |= windows.role[returning] == WindowTable.Role.ADDITION;
        everything = anyAdds && (moving || futureUse.anyMoves() || askingKindCount > 0 || allButCurrent);
    }

    /**
     * Like {@link #followOptions}, also for wanted states that are not listed: examines every indeterminate operation
     * until a fixpoint is reached.
     */
    private void followUnlisted(long[] taken) {
        int before = -1;
        while (before != count) {
            before = count;
            for (int supply = 0; supply < windows.supplyKind.length; supply++) {
                if (supplies.has(supply)) {
                    wantSourceOf(windows.supplyKind[supply]);
                }
            }
            for (int w = 0; w < taken.length; w++) {
                for (long x = window.options[w] & ~taken[w]; x != 0; x &= x - 1) {
                    wantSourceOf(problem.kind(window.operation[64 * w + Long.numberOfTrailingZeros(x)]));
                }
            }
            followOptions(taken);
        }
    }

    private void wantSourceOf(int kind) {
        if (transitions.form(kind) == TransitionForm.MOVES && wants(transitions.to(kind))) {
            want(transitions.from(kind));
        }
    }

    private void needs(int kind) {
        switch (transitions.form(kind)) {
            case READS, MOVES -> want(transitions.from(kind));
            case EXCLUDES -> {
                if (transitions.from(kind) == current) {
                    allButCurrent = true;
                } else {
                    ask(kind);
                }
            }
            case OBSERVES, YIELDS, CHANGES -> ask(kind);
            case ADDS -> {
                if (windows.additions) {
                    ofUseLater = true;
                } else {
                    ask(kind);
                }
            }
            case OVERWRITES, USELESS -> {}
        }
    }

    private void want(int state) {
        if (state < 0) {
            return;
        }
        if (state >= stamp.length) {
            stamp = Arrays.copyOf(stamp, Math.max(transitions.states(), 2 * stamp.length));
        }
        if (stamp[state] != stampNow) {
            stamp[state] = stampNow;
            if (count == wanted.length) {
                wanted = Arrays.copyOf(wanted, 2 * count);
            }
            wanted[count++] = state;
        }
    }

    private void ask(int kind) {
        if (askingKindCount == askingKinds.length) {
            askingKinds = Arrays.copyOf(askingKinds, 2 * askingKindCount);
        }
        askingKinds[askingKindCount++] = kind;
    }

    /** If an indeterminate operation can produce a wanted state, the state that it needs is wanted, too. */
    private void followOptions(long[] taken) {
        for (int i = 0; i < count; i++) {
            for (int supply : futureUse.movingTo(wanted[i])) {
                if (supplies.has(supply)) {
                    want(transitions.from(windows.supplyKind[supply]));
                }
            }
            for (int w = 0; w < taken.length; w++) {
                for (long x = window.options[w] & ~taken[w]; x != 0; x &= x - 1) {
                    int kind = problem.kind(window.operation[64 * w + Long.numberOfTrailingZeros(x)]);
                    if (transitions.form(kind) == TransitionForm.MOVES && transitions.to(kind) == wanted[i]) {
                        want(transitions.from(kind));
                    }
                }
            }
        }
    }

    /** Whether some operation needs this state. */
    boolean wants(int state) {
        if (everything) {
            return true;
        }
        if (anyAdds) {
            return mayLeadToWanted(state) || (ofUseLater && futureUse.ofUseAfter(state, window.level()));
        }
        if (state < stamp.length && stamp[state] == stampNow) {
            return true;
        }
        if (allButCurrent && state != current) {
            return true;
        }
        for (int i = 0; i < askingKindCount; i++) {
            if (transitions.next(state, askingKinds[i]) != Transitions.ILLEGAL) {
                return true;
            }
        }
        return false;
    }

    private boolean mayLeadToWanted(int state) {
        for (int i = 0; i < count; i++) {
            if (transitions.mayLead(state, wanted[i])) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@link #wanted} lists all states for which {@link #wants} may be true. */
    boolean isListed() {
        return !allButCurrent && askingKindCount == 0 && !anyAdds;
    }

    int wantedCount() {
        return count;
    }

    int wanted(int i) {
        return wanted[i];
    }
}
