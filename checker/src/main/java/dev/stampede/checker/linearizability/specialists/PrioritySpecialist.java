package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;

/**
 * Decides histories of a queue with priorities, or without order, in which no item is enqueued twice.
 *
 * <p><b>Precondition</b>: each item is enqueued by one operation. If the history is linearizable only with the help of
 * dequeues with an unknown output, it is refused, and a search decides, because such dequeues may remove any item.
 *
 * <p><b>Order.</b> An item can be dequeued at an instant if it is in the queue and no item with a lower number is. So
 * items constrain only those with higher numbers, and not those of equal priority. Time is divided into gaps between
 * consecutive events; an operation takes effect in a gap from its call to its return. The items are placed from the
 * lowest number up. Each is enqueued as late as possible, and dequeued in the first gap, from the calls of both
 * operations on, in which no item with a lower number is certainly present. If there is none up to the return, the
 * history is not linearizable. An item that is placed <em>covers</em> the gaps after that of its enqueue and before
 * that of its dequeue: none if it can be enqueued right before its dequeue, and all later ones if it stays.
 *
 * <p><b>Proof.</b> Every linearization has each item present throughout the gaps that it covers here. By induction from
 * the lowest number up: the enqueue takes effect in the gap before its return at the latest, so before the covered
 * gaps. The dequeue takes effect in a gap that no item with a lower number covers, because such an item is present
 * throughout it; the first such gap is the one chosen here, so the dequeue comes after the covered gaps. Hence a
 * history for which no gap is found is not linearizable. Conversely, the placement is a linearization: in each gap,
 * first the dequeues take effect, from the lowest number up, each directly after its enqueue if both are in this gap;
 * then the polls that find nothing; then the enqueues of items that are dequeued later.
 *
 * <p><b>Empty.</b> A poll that found the queue empty is placed like the dequeue of an item with the highest number.
 *
 * <p><b>Indeterminate operations.</b> An enqueue of an item that was never dequeued is dropped, because an item less
 * never prevents anything. One whose item was dequeued took effect. Dequeues with an unknown output are dropped; they
 * need not have taken effect.
 *
 * <p>O(n log n) by the sort of the items; gaps are covered and found with a disjoint-set forest. R. Lee, U. Mathur,
 * "Efficient Decrease-and-Conquer Linearizability Monitoring", OOPSLA 2025, decides priority queues in the same time.
 */
final class PrioritySpecialist extends ColumnSpecialist<PriorityColumns> {

    @Override
    public String name() {
        return "priority-order";
    }

    @Override
    PriorityColumns encode(Problem problem) {
        return PriorityColumns.of(problem);
    }

    @Override
    SpecialistResult decide(PriorityColumns columns, SearchBudget budget) {
        return new PriorityPlacement(columns).decide(budget);
    }
}
