package dev.stampede.checker.generator;

import dev.stampede.checker.model.Datum;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A queue of unique items, from which clients ask no more than was put into it: nobody finds it empty. */
final class QueueObject implements SimulatedObject {
    private final Deque<Datum> items = new ArrayDeque<>();
    private int enqueued;
    private int dequeued;

    @Override
    public Set<Flaw> flaws() {
        return Set.of(Flaw.STALE, Flaw.PHANTOM);
    }

    @Override
    public Request next(int client, SplittableRandom random) {
        if (dequeued < enqueued && random.nextBoolean()) {
            dequeued++;
            return Request.of("dequeue");
        }
        return Request.of("enqueue", Atoms.of(++enqueued));
    }

    @Override
    public @Nullable Answer apply(int client, Request request) {
        if (request.function().equals("enqueue")) {
            items.add(request.argument());
            return Answer.DONE;
        }
        Datum item = items.poll();
        return item == null ? null : Answer.ok(item);
    }

    /** What is put in must come, since somebody may wait for it. */
    @Override
    public boolean takesEffectUnseen(Request request, SplittableRandom random) {
        return request.function().equals("enqueue") || random.nextBoolean();
    }

    @Override
    public boolean observes(Request request) {
        return request.function().equals("dequeue");
    }

    @Override
    public @Nullable Datum phantom(Request request) {
        return observes(request) ? Atoms.PHANTOM : null;
    }
}
