package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/**
 * Decides histories of a queue into which no item is put twice.
 *
 * <p><b>Precondition</b>: each item is enqueued by one operation. Where a dequeue that nobody knows the answer of is needed, it
 * has no deadline, and nobody found the queue empty.
 *
 * <p><b>Order.</b> An item is enqueued no later than it is dequeued, so its enqueue is over when the dequeue returns, and its
 * dequeue begins no sooner than the enqueue is called: the intervals are narrowed so. Then item a must come before item b if
 * a's enqueue returned before b's was called, or a's dequeue before b's; an item that stays is dequeued after all others. The
 * history is linearizable if and only if the items have an order that contains this relation: in such an order let each
 * enqueue happen at the latest call of an enqueue up to it, and each dequeue at the latest call of a dequeue or an enqueue up
 * to it. An item with none of the others before it is taken out, again and again. If there is none, the item whose enqueue
 * returns first and the one whose dequeue returns first must each come before the other.
 *
 * <p><b>Indeterminate.</b> An enqueue of an item that nobody dequeued is dropped. An item that stays although it must come
 * before one that was dequeued was taken by one of the dequeues that nobody knows of, before the latter's dequeue returned. Of
 * these items the most urgent gets the dequeue that was called first: if some solution has it the other way round, the less
 * urgent item, with what must follow it, can be moved behind the more urgent one, because nothing between them must come
 * before the latter, and the dequeues be exchanged.
 *
 * <p><b>Empty.</b> From the (narrowed) return of an enqueue to the call of the dequeue an item surely is in the queue. Who found
 * the queue empty needs a point in its interval that no item covers, and any such point will do: everything that must have
 * begun by then can have ended by then. For if a comes before b, b's enqueue is over and a's dequeue not begun at the point,
 * then either a was enqueued by then and covers it, or b was not, by what makes a come before b. So items are grouped by the
 * last of these points before which their dequeue cannot have begun, and ordered as above within each group.
 *
 * <p>Linear, on ranks; but the urgent items are sorted. T. Henzinger, A. Sezgin, V. Vafeiadis, "Aspect-oriented linearizability
 * proofs", CONCUR 2013, for the violations that suffice.
 */
final class FifoSpecialist extends ColumnSpecialist<FifoColumns> {

    @Override
    public String name() {
        return "fifo-order";
    }

    @Override
    FifoColumns encode(Problem problem) {
        return FifoColumns.of(problem);
    }

    @Override
    SpecialistResult decide(FifoColumns columns, SearchBudget budget) {
        return new FifoItems(columns).decide(budget);
    }
}
