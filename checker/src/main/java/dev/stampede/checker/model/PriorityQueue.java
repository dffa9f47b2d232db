package dev.stampede.checker.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePBag;
import org.pcollections.PBag;

/**
 * An unbounded queue with priorities, initially empty: the item with the lowest number is dequeued first, and items of
 * equal priority in any order. If all items have the same priority, it is a queue without order.
 */
public record PriorityQueue() implements QueueModel<PBag<QueueModel.Enqueue>> {

    @Override
    public PBag<Enqueue> initial() {
        return HashTreePBag.empty();
    }

    @Override
    public List<PBag<Enqueue>> step(PBag<Enqueue> state, Input input, @Nullable Output output) {
        if (input instanceof Enqueue enqueue) {
            return output == null || output == Done.ENQUEUED ? List.of(state.plus(enqueue)) : List.of();
        }
        if (state.isEmpty()) {
            return output == null || output == Done.EMPTY ? List.of(state) : List.of();
        }
        List<PBag<Enqueue>> next = new ArrayList<>();
        for (Enqueue first : first(state)) {
            if (output == null || (output instanceof Item taken && taken.item().equals(first.item()))) {
                next.add(state.minus(first));
            }
        }
        return next;
    }

    /** The items with the lowest number. */
    private static Set<Enqueue> first(PBag<Enqueue> state) {
        Set<Enqueue> first = new LinkedHashSet<>();
        int lowest = Integer.MAX_VALUE;
        for (Enqueue each : state) {
            if (each.priority() < lowest) {
                first.clear();
                lowest = each.priority();
            }
            if (each.priority() == lowest) {
                first.add(each);
            }
        }
        return first;
    }

    @Override
    public String describe(PBag<Enqueue> state) {
        return state.stream()
                .sorted((a, b) -> a.priority() == b.priority()
                        ? a.item().compareTo(b.item())
                        : Integer.compare(a.priority(), b.priority()))
                .map(each -> each.item() + (each.priority() == 0 ? "" : ":" + each.priority()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public long weigh(PBag<Enqueue> state) {
        return 64 + 24L * state.size();
    }
}
