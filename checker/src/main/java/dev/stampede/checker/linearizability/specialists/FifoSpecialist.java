package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/**
 * Decides histories of a queue in which no item is enqueued twice.
 *
 * <p><b>Precondition</b>: each item is enqueued by one operation. If a dequeue with an unknown output is needed, it has
 * no deadline, and no operation found the queue empty.
 *
 * <p><b>Order.</b> An item is enqueued before it is dequeued. Therefore its enqueue takes effect before the dequeue
 * returns, and its dequeue not before the enqueue is called; the intervals are narrowed accordingly. Then item a must
 * precede item b if a's enqueue returned before b's was called, or if a's dequeue returned before b's was called; an
 * item that stays is dequeued after all others. The history is linearizable if and only if there is an order of the
 * items that contains this relation. In such an order, let each enqueue take effect at the latest call of the enqueues
 * up to its item, and each dequeue at the latest call of the enqueues and dequeues up to its item. The order is found
 * by repeatedly removing an item that no other must precede. If there is none, the item whose enqueue returns first and
 * the one whose dequeue returns first must each precede the other.
 *
 * <p><b>Indeterminate operations.</b> An enqueue of an item that was never dequeued is dropped. If an item stays
 * although it must precede one that was dequeued, then a dequeue with an unknown output removed it before the dequeue
 * of that other item returned. Of these items the most urgent one, which must be removed first, gets the dequeue that
 * was called first. This is no restriction: let a solution give this dequeue to a less urgent item. Then the less
 * urgent item, with the items that must follow it, can be moved behind the more urgent one, because nothing between the
 * two must precede the more urgent one; and the dequeues can be exchanged.
 *
 * <p><b>Empty.</b> From the (narrowed) return of its enqueue to the call of its dequeue an item is certainly in the
 * queue. A dequeue that found the queue empty needs an instant in its interval at which no item is certainly in the
 * queue. Every such instant suffices, because each item that must have been enqueued before this instant can also have
 * been dequeued before this instant. Proof: let a precede b, and at this instant let b's enqueue have returned and a's
 * dequeue not have been called. Then either a's enqueue has returned and a is certainly in the queue, or b's enqueue
 * has not returned, because of the operations that make a precede b. Both contradict the assumptions. Therefore items
 * are grouped by the last of these instants before the call of their dequeue, and ordered as above within each group.
 *
 * <p>Linear in ranks, apart from sorting the urgent items. T. Henzinger, A. Sezgin, V. Vafeiadis, "Aspect-oriented
 * linearizability proofs", CONCUR 2013, for the complete list of violations.
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
