package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.Transitions;
import java.util.Arrays;
import java.util.Set;

/**
 * The windows of a problem: the operations that are open before each return.
 *
 * <p>A level is a return that matters: of a certain operation, or of an indeterminate one with a deadline, up to the
 * last return of a certain one; later calls never matter. Each operation with a return has a slot while it is open.
 * Slots are reused, so their number is the maximum number of operations that are open at once. Indeterminate operations
 * without a deadline have no slot: those of one kind form a supply, of which only the number matters.
 */
final class WindowTable {
    /** How the search treats an operation. */
    enum Role {
        /** Takes effect as soon as it is possible. */
        OBSERVER,
        /** Overwrites, and may be overwritten. */
        WRITE,
        /** Does not observe the state, and may be overwritten. */
        ADDITION,
        /** Must take effect before it returns. */
        CHANGE,
        /** May take effect before its deadline. */
        OPTION,
        /** Belongs to a supply. */
        SUPPLY,
        /** Omitted. */
        NONE
    }

    /** The maximum number of open operations, in words of 64 bits. */
    final int words;

    /** The number of levels. */
    final int levels;

    /** The operation that returns at each level. */
    final int[] returning;

    /** The level at which each operation returns; the number of levels if none. */
    final int[] level;

    /** The slot of each operation, or the number of its supply. */
    final int[] slot;

    /** The previous operation in the same slot, or -1. */
    final int[] previous;

    /** The operations in the order of their calls. */
    final int[] called;

    /**
     * For each level, the index in {@link #called} of the first call after the previous level; one entry more than
     * levels.
     */
    final int[] callsFrom;

    /** The kind of each supply. */
    final int[] supplyKind;

    /** Whether operations of the form {@link TransitionForm#ADDS} have the role ADDITION, which requires R3. */
    final boolean additions;

    /** The role of each operation. */
    final Role[] role;

    WindowTable(Problem problem, Set<Reduction> reductions) {
        int n = problem.size();
        int[] events = problem.events();
        additions = reductions.contains(Reduction.OVERWRITTEN_IS_FREE);
        role = new Role[n];
        level = new int[n];
        slot = new int[n];
        previous = new int[n];
        int end = afterLastRequired(problem);
        int returns = 0;
        int[] kinds = problem.kinds();
        Role[] roles = roles(problem.transitions(), reductions);
        for (int i = 0; i < n; i++) {
            Role of = roles[kinds[i]];
            boolean returnsInTime = problem.returnRank(i) < end;
            role[i] = of == Role.SUPPLY && problem.returnRank(i) != Problem.NEVER ? Role.OPTION : of;
            returns += returnsInTime && of != Role.NONE ? 1 : 0;
        }
        levels = returns;
        returning = new int[levels];
        callsFrom = new int[levels + 2];
        Arrays.fill(level, levels);
        Slots slots = new Slots();
        SupplyNumbers supplies = new SupplyNumbers(problem.transitions().kinds());
        int[] calls = new int[n];
        int count = 0;
        int reached = 0;
        for (int rank = 0; rank < end; rank++) {
            int operation = events[rank];
            if (operation >= 0) {
                if (role[operation] != Role.NONE) {
                    calls[count++] = operation;
                    if (hasSlot(operation)) {
                        slots.take(operation);
                    } else {
                        slot[operation] = supplies.of(kinds[operation]);
                    }
                }
            } else if (hasSlot(~operation)) {
                returning[reached] = ~operation;
                level[~operation] = reached++;
                slots.free(~operation);
                if (reached < levels) {
                    callsFrom[reached] = count;
                }
            }
        }
        callsFrom[levels] = count;
        callsFrom[levels + 1] = count;
        called = count == n ? calls : Arrays.copyOf(calls, count);
        words = Math.max(1, slots.words());
        supplyKind = supplies.kinds();
    }

    private static int afterLastRequired(Problem problem) {
        int[] events = problem.events();
        int end = events.length;
        while (end > 0 && (events[end - 1] >= 0 || !problem.required(~events[end - 1]))) {
            end--;
        }
        return end;
    }

    /** The role of each kind; that of an indeterminate operation also depends on whether it has a deadline. */
    private static Role[] roles(Transitions<?, ?, ?> transitions, Set<Reduction> reductions) {
        Role[] roles = new Role[transitions.kinds()];
        for (int kind = 0; kind < roles.length; kind++) {
            TransitionForm form = transitions.form(kind);
            roles[kind] = transitions.certain(kind)
                    ? roleOf(form, reductions)
                    : form == TransitionForm.USELESS ? Role.NONE : Role.SUPPLY;
        }
        return roles;
    }

    private static Role roleOf(TransitionForm form, Set<Reduction> reductions) {
        if (form.observes() && reductions.contains(Reduction.OBSERVE_AT_ONCE)) {
            return Role.OBSERVER;
        }
        if (!reductions.contains(Reduction.OVERWRITTEN_IS_FREE)) {
            return Role.CHANGE;
        }
        return form == TransitionForm.OVERWRITES
                ? Role.WRITE
                : form == TransitionForm.ADDS ? Role.ADDITION : Role.CHANGE;
    }

    /** The level before which the call at an index of the order of calls happens. */
    int levelOfCall(int at) {
        int low = 0;
        int high = levels;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (callsFrom[middle] <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private boolean hasSlot(int operation) {
        Role of = role[operation];
        return of != Role.NONE && of != Role.SUPPLY;
    }

    /** Assigns each operation the lowest free slot. */
    private final class Slots {
        private long[] taken = new long[1];
        private int[] holder = new int[64];

        Slots() {
            Arrays.fill(holder, -1);
        }

        int words() {
            return taken.length;
        }

        void take(int operation) {
            int word = 0;
            while (word < taken.length && taken[word] == -1L) {
                word++;
            }
            if (word == taken.length) {
                taken = Arrays.copyOf(taken, word + 1);
                holder = Arrays.copyOf(holder, 64 * taken.length);
                Arrays.fill(holder, 64 * word, holder.length, -1);
            }
            int free = 64 * word + Long.numberOfTrailingZeros(~taken[word]);
            taken[word] |= 1L << free;
            slot[operation] = free;
            previous[operation] = holder[free];
            holder[free] = operation;
        }

        void free(int operation) {
            taken[slot[operation] >> 6] &= ~(1L << slot[operation]);
        }
    }

    /** Numbers the kinds that are supplies. */
    private static final class SupplyNumbers {
        private final int[] numberOf;
        private int[] kinds = new int[4];
        private int count;

        SupplyNumbers(int allKinds) {
            numberOf = new int[allKinds];
            Arrays.fill(numberOf, -1);
        }

        int of(int kind) {
            if (numberOf[kind] < 0) {
                if (count == kinds.length) {
                    kinds = Arrays.copyOf(kinds, 2 * count);
                }
                numberOf[kind] = count;
                kinds[count++] = kind;
            }
            return numberOf[kind];
        }

        int[] kinds() {
            return Arrays.copyOf(kinds, count);
        }
    }
}
