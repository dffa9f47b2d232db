package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A queue of unique items. Clients dequeue no more items than are enqueued, so the queue is never found empty. */
final class QueueObject implements SimulatedObject {
    private final Deque<EdnValue> items = new ArrayDeque<>();
    private int enqueued;
    private int dequeued;

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
        return SimulatedRequest.of("enqueue", EdnAtoms.of(++enqueued));
    }

    @Override
    public @Nullable SimulatedAnswer apply(int client, SimulatedRequest request) {
        if (request.function().equals("enqueue")) {
            items.add(request.argument());
            return SimulatedAnswer.DONE;
        }
        EdnValue item = items.poll();
        return item == null ? null : SimulatedAnswer.ok(item);
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
