package dev.stampede.checker.linearizability.search;

import dev.stampede.checker.linearizability.core.Decision;
import dev.stampede.checker.linearizability.core.LinearizabilityEngine;
import dev.stampede.checker.linearizability.core.NaiveSearch;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.WitnessValidator;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The general engine: searches for an order of the operations of one part that its model allows; a {@link WindowedSearch},
 * made as often as a {@link ResumableSearch} needs.
 *
 * <h2>What is searched</h2>
 *
 * An operation takes effect at one instant of its interval. J. M. Wing and C. Gong ("Testing and verifying concurrent
 * objects", JPDC 17 (1993)) try all orders that respect the intervals; G. Lowe ("Testing for linearizability", Concurrency
 * and Computation 29 (2017)) remembers from which pairs of (operations that took effect, state) nothing can be reached.
 * Operations that have returned need not be remembered one by one, since all of them took effect. So a configuration here
 * is: the return that comes next, which of the operations <em>open before it</em> took effect, and the state (A. Horn and
 * D. Kroening, "Faster linearizability checking via P-compositionality", FORTE 2015, cut at the same places). Its size does
 * not depend on the length of the history, only on how many operations are open at once. Only configurations that failed
 * are remembered, so that a history in which nothing has to be taken back leaves the memory empty.
 *
 * <p>The search goes from return to return. An operation that returns must have taken effect; if it has not, the moves from
 * the configuration are: one of the open operations takes effect. The path and the moves left to try are kept in arrays.
 *
 * <h2>What is not searched, and why nothing is lost</h2>
 *
 * Each {@link Reduction} rests on an exchange: whatever order there is can be changed into one that the reduced search
 * looks at. In what follows an order is one from the configuration at hand to the end.
 *
 * <ul>
 *   <li><b>R1</b> {@link Reduction#OBSERVE_AT_ONCE}. What leaves every state in which it is possible as it is can be moved
 *       forward to any place where it is possible: no other operation notices. So it takes effect as soon as it is open
 *       and possible.
 *   <li><b>R2</b> {@link Reduction#FIRST_RETURN_FIRST}. If an order uses, of two open operations of one kind, the one that
 *       returns later first, they can change places: both are open at the first place; and the one that returns later is
 *       still open at the second, as the other was. A certain operation goes before an indeterminate one in the same way:
 *       using it relieves it of its return.
 *   <li><b>R3</b> {@link Reduction#OVERWRITTEN_IS_FREE}. Where an operation overwrites the state, every other write that is
 *       open may have taken effect just before, unseen. It becomes free: nothing is owed for it any more, but it may still
 *       be used. So does a write of the state that there is already. When a free write returns it may be dropped; or it
 *       is used at that last moment. A write of the state that there is already may be of use as well: to make others
 *       free. All this is true as well of what is possible everywhere and tells nothing of the state, such as an append;
 *       only that two of one kind are not the same where one of them is free (R2), since using the free one leaves the
 *       other's effect owed.
 *   <li><b>R4</b> {@link Reduction#ON_DEMAND}. Say an order begins with a write that does not return next, and look at what
 *       follows it. If that overwrites, the write may as well be free (R3). Otherwise it is open already, for all that
 *       takes effect before the next return is, and it is possible in the state written. So writes are tried only if
 *       something open that is not a write is possible after them, or if they return next. An append is like a write here,
 *       but for two things: what is possible after it need only be possible where appends may lead from there, and
 *       if what returns next is an append, the first may be needed before it; but not if nothing that returns later is
 *       possible where the first may lead, for then the appends up to the next write have no order that anybody sees.
 *       An indeterminate operation is tried only under the same condition; if no operation needs its result it is not needed itself. Need is followed
 *       backwards through the indeterminate operations (see {@link WantedStates}). Indeterminate operations without a deadline
 *       differ in nothing but their kind, so that it suffices to count how many of a kind have been used, and a
 *       configuration that failed is remembered with the counts that were the reason (see {@link Nogood}): with more used
 *       it fails too.
 *   <li><b>R5</b> {@link Reduction#FORGET_UNWANTED}. If nothing that returns later, but for writes, is possible in the state
 *       that a free operation leads to, using it at the last moment is of no use: what followed it would overwrite, or
 *       come to the end. So it is dropped without the other choice.
 *   <li><b>R6</b> {@link Reduction#KEEP_THE_LAST}. A certain operation that will be called later is possible in one state
 *       only. If that is the state now, and nothing open and nothing called later leads to it, the state must not be left.
 *       If the operation is open already, it is the only one that may leave it; if there are two, neither may. If a free
 *       operation is the last that leads there, it must not be dropped.
 *   <li><b>R7</b> {@link Reduction#LOOK_AHEAD}. The model says that nothing that adds can lead to what the next read saw from
 *       the state now, nor from what any of those leaves that may overwrite before it returns.
 * </ul>
 *
 * What the search knows of operations are their {@link TransitionForm}s. Where those do not say, it supposes the worst: that an
 * operation may be possible anywhere, and may lead anywhere.
 *
 * <p>These arguments are easily made wrongly: three first versions of R3 were. Hence the fuzzing of the engine against
 * {@link NaiveSearch}, with each reduction alone and without each, and the {@link WitnessValidator} of every order that is found.
 *
 * <p>Immutable, and safe to share between threads.
 */
public final class WindowedEngine implements LinearizabilityEngine {
    private final Set<Reduction> reductions;
    private final long patience;

    /** An engine with these reductions, which tries elsewhere after so many steps without getting further. */
    public WindowedEngine(Set<Reduction> reductions, long patience) {
        EnumSet<Reduction> some = EnumSet.noneOf(Reduction.class);
        some.addAll(reductions);
        this.reductions = Collections.unmodifiableSet(some);
        this.patience = patience;
    }

    public WindowedEngine(Set<Reduction> reductions) {
        this(reductions, WindowedSearch.PATIENCE);
    }

    public WindowedEngine() {
        this(Reduction.ALL);
    }

    @Override
    public String name() {
        return "windowed-search";
    }

    /** The search for one problem, which the caller drives. */
    public ResumableSearch resumable(Problem problem, SearchBudget budget) {
        return new ResumableSearch(problem, reductions, patience, budget);
    }

    @Override
    public Decision decide(Problem problem, SearchBudget budget) {
        ResumableSearch search = resumable(problem, budget);
        try {
            Decision decision = search.go(Long.MAX_VALUE);
            while (decision == null) {
                decision = search.go(Long.MAX_VALUE);
            }
            return decision;
        } finally {
            search.end();
        }
    }
}
