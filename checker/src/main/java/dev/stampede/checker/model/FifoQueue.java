package dev.stampede.checker.model;

import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** An unbounded queue, initially empty: the item that was enqueued first is dequeued first. */
public record FifoQueue()
        implements DeterministicModel<PVector<String>, QueueModel.Input, QueueModel.Output>,
                QueueModel<PVector<String>> {

    @Override
    public PVector<String> initial() {
        return TreePVector.empty();
    }

    @Override
    public Answer<PVector<String>, Output> answer(PVector<String> state, Input input) {
        if (input instanceof Enqueue enqueue) {
            return new Answer<>(state.plus(enqueue.item()), Done.ENQUEUED);
        }
        return state.isEmpty() ? new Answer<>(state, Done.EMPTY) : new Answer<>(state.minus(0), new Item(state.get(0)));
    }

    @Override
    public long weigh(PVector<String> state) {
        return 64 + 8L * state.size();
    }
}
