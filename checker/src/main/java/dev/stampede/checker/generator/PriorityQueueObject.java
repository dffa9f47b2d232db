package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A queue of unique numbers, each of which is its own priority, or a queue without order. Clients dequeue no more items
 * than are enqueued, so the queue is never found empty.
 */
final class PriorityQueueObject implements SimulatedObject {
    private static final int PRIORITIES = 900;
    private static final int ITEMS = 1_000_000;

    /** Which item is dequeued. */
    enum Order {
        LOWEST_FIRST,
        LAST_FIRST
    }

    private final Order order;
    private final TreeMap<Integer, EdnValue> items = new TreeMap<>();
    private int enqueued;
    private int dequeued;

    PriorityQueueObject(Order order) {
        this.order = order;
    }

    @Override
    public Set<InjectedViolation> flaws() {
        return Set.of(InjectedViolation.STALE, InjectedViolation.PHANTOM);
    }

    @Override
    public SimulatedRequest next(int client, SplittableRandom random) {
        if (dequeued < enqueued && random.nextBoolean()) {
            dequeued++;
            return SimulatedRequest.of("dequeue");
        }
        int priority = order == Order.LOWEST_FIRST ? random.nextInt(PRIORITIES) : 0;
        return SimulatedRequest.of("enqueue", EdnAtoms.of(priority * ITEMS + ++enqueued % ITEMS));
    }

    @Override
    public @Nullable SimulatedAnswer apply(int client, SimulatedRequest request) {
        if (request.function().equals("enqueue")) {
            items.put(Integer.parseInt(request.argument().text()), request.argument());
            return SimulatedAnswer.DONE;
        }
        Map.Entry<Integer, EdnValue> next =
                order == Order.LOWEST_FIRST ? items.pollFirstEntry() : items.pollLastEntry();
        return next == null ? null : SimulatedAnswer.ok(next.getValue());
    }

    /** An enqueue must take effect, because a client may wait for the item. */
    @Override
    public boolean takesEffectIfIndeterminate(SimulatedRequest request, SplittableRandom random) {
        return request.function().equals("enqueue") || random.nextBoolean();
    }

    @Override
    public boolean observes(SimulatedRequest request) {
        return request.function().equals("dequeue");
    }

    @Override
    public @Nullable EdnValue phantom(SimulatedRequest request) {
        return observes(request) ? EdnAtoms.PHANTOM : null;
    }
}
