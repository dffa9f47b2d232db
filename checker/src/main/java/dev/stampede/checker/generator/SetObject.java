package dev.stampede.checker.generator;

import dev.stampede.checker.model.Datum;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A set into which each element comes once and from which it is removed once at most, while clients look for some. */
final class SetObject implements SimulatedObject {
    private static final int PRESENT = 64;
    /** One of so many looks is for an element that never comes. */
    private static final int ABSENT = 16;

    private final Workload workload;
    private final Set<Datum> elements = new HashSet<>();
    private final Deque<Datum> removable = new ArrayDeque<>();
    private int added;

    SetObject(Workload workload) {
        this.workload = workload;
    }

    @Override
    public Set<Flaw> flaws() {
        return Set.of(Flaw.PHANTOM);
    }

    @Override
    public Request next(int client, SplittableRandom random) {
        if (random.nextDouble() < workload.reads()) {
            int element = random.nextInt(ABSENT) == 0 ? -1 - random.nextInt(PRESENT) : added - random.nextInt(PRESENT);
            return Request.of("contains", Atoms.of(element <= 0 && added > PRESENT ? -1 : element));
        }
        if (removable.size() > PRESENT) {
            return Request.of("remove", removable.remove());
        }
        Datum element = Atoms.of(++added);
        removable.add(element);
        return Request.of("add", element);
    }

    @Override
    public Answer apply(int client, Request request) {
        return switch (request.function()) {
            case "contains" -> Answer.ok(elements.contains(request.argument()) ? Atoms.TRUE : Atoms.FALSE);
            case "add" -> {
                elements.add(request.argument());
                yield Answer.DONE;
            }
            default -> {
                elements.remove(request.argument());
                yield Answer.DONE;
            }
        };
    }

    @Override
    public @Nullable Datum phantom(Request request) {
        return request.function().equals("contains")
                        && request.argument().text().startsWith("-")
                ? Atoms.TRUE
                : null;
    }
}
