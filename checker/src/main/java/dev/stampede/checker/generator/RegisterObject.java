package dev.stampede.checker.generator;

import dev.stampede.checker.model.Datum;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A register that is read, written, and compared-and-set. */
final class RegisterObject implements SimulatedObject {
    /** Of so many compare-and-sets with unique values one expects an old value. */
    private static final int MISSES = 4;

    private static final int RECENT = 8;

    private final Workload workload;
    private final Datum[] recent = new Datum[RECENT];
    private Datum state = Datum.Atom.NIL;
    private int written;
    private int changes;

    RegisterObject(Workload workload) {
        this.workload = workload;
    }

    @Override
    public Set<Flaw> flaws() {
        return Set.of(Flaw.STALE, Flaw.PHANTOM);
    }

    @Override
    public Request next(int client, SplittableRandom random) {
        double kind = random.nextDouble();
        if (kind < workload.reads()) {
            return Request.of("read");
        }
        boolean compare = kind < workload.reads() + workload.compares();
        if (compare && (workload.values() > 0 || !state.isNil())) {
            return Request.of("cas", new Datum.Items(List.of(expected(random), value(random))));
        }
        return Request.of("write", value(random));
    }

    private Datum value(SplittableRandom random) {
        return Atoms.of(workload.values() > 0 ? 1 + random.nextInt(workload.values()) : ++written);
    }

    private Datum expected(SplittableRandom random) {
        if (workload.values() > 0) {
            return value(random);
        }
        if (random.nextInt(MISSES) > 0) {
            return state;
        }
        Datum old = recent[random.nextInt(Math.min(changes, RECENT))];
        return old.isNil() ? state : old;
    }

    @Override
    public Answer apply(int client, Request request) {
        switch (request.function()) {
            case "read" -> {
                return Answer.ok(state);
            }
            case "write" -> set(request.argument());
            default -> {
                List<Datum> pair = ((Datum.Items) request.argument()).items();
                if (!pair.get(0).equals(state)) {
                    return Answer.FAILED;
                }
                set(pair.get(1));
            }
        }
        return Answer.DONE;
    }

    private void set(Datum next) {
        recent[changes++ % RECENT] = state;
        state = next;
    }

    @Override
    public boolean observes(Request request) {
        return request.function().equals("read");
    }

    @Override
    public @Nullable Datum phantom(Request request) {
        return observes(request) ? Atoms.PHANTOM : null;
    }
}
