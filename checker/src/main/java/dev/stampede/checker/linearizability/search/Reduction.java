package dev.stampede.checker.linearizability.search;

import java.util.EnumSet;
import java.util.Set;

/** What keeps a {@link WindowedSearch} from looking everywhere; its essay says why each is sound. */
public enum Reduction {
    /** R1: what only observes takes effect as soon as it can. */
    OBSERVE_AT_ONCE,
    /** R2: of open operations of one kind the one that returns first is tried. */
    FIRST_RETURN_FIRST,
    /** R3: a write that was open while another overwrote the state need not be placed any more. */
    OVERWRITTEN_IS_FREE,
    /** R4: a write, or an indeterminate operation, is placed only where somebody needs its result. */
    ON_DEMAND,
    /** R5: a free write whose result nobody needs later is forgotten when it returns. */
    FORGET_UNWANTED,
    /** R6: a state that is needed later and that nothing can produce again is not left. */
    KEEP_THE_LAST,
    /** R7: a state that cannot lead to what the next read saw is given up. */
    LOOK_AHEAD;

    static final Set<Reduction> ALL = Set.copyOf(EnumSet.allOf(Reduction.class));

    /** All but one, for tests. */
    static Set<Reduction> without(Reduction one) {
        return Set.copyOf(EnumSet.complementOf(EnumSet.of(one)));
    }
}
