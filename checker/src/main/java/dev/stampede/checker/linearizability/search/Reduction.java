package dev.stampede.checker.linearizability.search;

import java.util.EnumSet;
import java.util.Set;

/** A rule that prunes a {@link WindowedSearch}; the essay at {@link WindowedEngine} shows why each is sound. */
public enum Reduction {
    /** R1: an operation that only observes takes effect as soon as it is possible. */
    OBSERVE_AT_ONCE,
    /** R2: of open operations of one kind, only the one that returns first is tried. */
    FIRST_RETURN_FIRST,
    /** R3: a write that was open while another one overwrote the state no longer has to be placed. */
    OVERWRITTEN_IS_FREE,
    /** R4: a write, or an indeterminate operation, is tried only where some operation needs its result. */
    ON_DEMAND,
    /** R5: a free write whose result is not needed later is dropped when it returns. */
    FORGET_UNWANTED,
    /** R6: a state that is needed later and that no operation can produce again is kept. */
    KEEP_THE_LAST,
    /** R7: the search backtracks from a state that cannot lead to the value of the next read. */
    LOOK_AHEAD;

    static final Set<Reduction> ALL = Set.copyOf(EnumSet.allOf(Reduction.class));

    /** All reductions except one, for tests. */
    static Set<Reduction> without(Reduction one) {
        return Set.copyOf(EnumSet.complementOf(EnumSet.of(one)));
    }
}
