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
 * The general engine: searches for an order of the operations of one partition that the model allows. It runs a {@link
 * WindowedSearch} as often as {@link ResumableSearch} requires.
 *
 * <h2>The search</h2>
 *
 * An operation takes effect at one instant of its interval. J. M. Wing and C. Gong ("Testing and verifying concurrent
 * objects", JPDC 17 (1993)) try all orders that respect the intervals. G. Lowe ("Testing for linearizability",
 * Concurrency and Computation 29 (2017)) stores the pairs (operations that took effect, state) from which no order can
 * be completed. Operations that have returned need not be stored individually, since all of them took effect. Therefore
 * a configuration is: the next return, the operations <em>open before it</em> that took effect, and the state (A. Horn
 * and D. Kroening, "Faster linearizability checking via P-compositionality", FORTE 2015, cut histories at the same
 * points). The size of a configuration does not depend on the length of the history, only on the number of operations
 * that are open at once. Only failed configurations are stored, so a history that requires no backtracking leaves the
 * table empty.
 *
 * <p>The search proceeds from return to return. An operation that returns must have taken effect. If it has not, one of
 * the open operations must take effect next; these are the possible moves. The path and the remaining moves are kept in
 * arrays.
 *
 * <h2>The reductions, and why they are sound</h2>
 *
 * Each {@link Reduction} is justified by an exchange: every order can be transformed into one that the reduced search
 * finds. In the following, an order is one from the current configuration to the end.
 *
 * <ul>
 *   <li><b>R1</b> {@link Reduction#OBSERVE_AT_ONCE}. An operation that changes no state can be moved forward to any
 *       position where it is possible; no other operation is affected. So it takes effect as soon as it is open and
 *       possible.
 *   <li><b>R2</b> {@link Reduction#FIRST_RETURN_FIRST}. Let an order use two open operations of one kind, first the one
 *       that returns later. They can be exchanged: both are open at the first position, and the one that returns later
 *       is still open at the second position, because the other one was still open there. A certain operation precedes
 *       an indeterminate one for the same reason: once it has taken effect, its return is no longer a constraint.
 *   <li><b>R3</b> {@link Reduction#OVERWRITTEN_IS_FREE}. Where an operation overwrites the state, every other open
 *       write may have taken effect immediately before it, unobserved. Such a write becomes free: it does not have to
 *       take effect any more, but it still may. A write of the current state becomes free, too. When a free write
 *       returns, it is dropped or used at this last moment. A write of the current state can still be useful, because
 *       it frees others. All this also holds for operations that are possible in every state and do not observe the
 *       state, such as appends. But two operations of one kind are not interchangeable (R2) if only one of them is
 *       free: after the free one is used, the other one still has to take effect.
 *   <li><b>R4</b> {@link Reduction#ON_DEMAND}. Let an order begin with a write that does not return next, and consider
 *       the operation after it. If that one overwrites, the write can be free instead (R3). Otherwise that operation is
 *       already open, like everything that takes effect before the next return, and it is possible in the written
 *       state. So a write is tried only if it returns next, or if an open operation other than a write is possible
 *       after this write. An append is treated like a write with two differences. First, the next operation need only
 *       be possible in a state to which appends may lead from there. Second, if the operation that returns next is an
 *       append, another append may be needed before it. It is not needed if no operation that returns later is possible
 *       in a state to which the other append may lead: then no operation observes the order of the appends up to the
 *       next write. An indeterminate operation is tried under the same condition only; if no operation needs its
 *       result, it is unnecessary. Needs are propagated backwards through indeterminate operations (see {@link
 *       WantedStates}). Indeterminate operations of one kind without a deadline are interchangeable, so counting the
 *       used ones suffices. A failed configuration is stored with the counts that caused the failure (see {@link
 *       Nogood}): the configuration also fails if more operations are used.
 *   <li><b>R5</b> {@link Reduction#FORGET_UNWANTED}. If no operation that returns later, apart from writes, is possible
 *       in the state to which a free operation leads, using that operation at the last moment is useless: the rest of
 *       the order would overwrite the state or end. So it is dropped, and the alternative is not tried.
 *   <li><b>R6</b> {@link Reduction#KEEP_THE_LAST}. Let a certain operation that is called later be possible in one
 *       state only. If that is the current state, and no operation that is open or called later leads to it, the state
 *       must be kept. If the operation is already open, only this operation may leave the state; if there are two such
 *       operations, neither may. If a free operation is the last one that leads to the state, it must not be dropped.
 *   <li><b>R7</b> {@link Reduction#LOOK_AHEAD}. The search backtracks if, according to the model, no additions lead to
 *       the value of the next read, neither from the current state nor from a state that an overwriting operation can
 *       leave before the read returns.
 * </ul>
 *
 * The search knows operations by their {@link TransitionForm}s. Where a form does not determine where an operation is
 * possible or where it leads, the search assumes the worst: every state.
 *
 * <p>Such arguments are error-prone: the first three versions of R3 were wrong. Therefore the engine is fuzzed against
 * {@link NaiveSearch}, with each reduction alone and with all except one, and the {@link WitnessValidator} validates
 * every order that it finds.
 *
 * <p>Immutable, and safe to share between threads.
 */
public final class WindowedEngine implements LinearizabilityEngine {
    private final Set<Reduction> reductions;
    private final long patience;

    /** An engine with these reductions, which backtracks after this many steps without progress. */
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

    /** The search for one problem; the caller runs it. */
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
