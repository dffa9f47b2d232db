package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultShape;
import dev.stampede.nemesis.fault.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is to be injected again and again, or once: what a test says, from which {@link Plans#of} makes atoms.
 * Immutable; each method returns another one. Made by {@link Faults}.
 *
 * @param lasting null for what is usual with such an ensemble
 * @param every from the beginning of one to that of the next; null if there is one only
 * @param offset of the first, after the chaos phase began; null for half of the time between two
 */
public record FaultSchedule(
        FaultShape shape,
        Target target,
        @Nullable Duration lasting,
        @Nullable Duration every,
        @Nullable Duration offset) {

    public FaultSchedule {
        if (!shape.accepts(target)) {
            throw new IllegalArgumentException("expected a target of %s to be %s; got \"%s\""
                    .formatted(shape.kind(), shape.acceptedTargets(), target));
        }
        if (every != null && lasting != null && every.compareTo(lasting) <= 0) {
            throw new IllegalArgumentException("%s: expected every (%s) to be longer than lasting (%s)"
                    .formatted(shape.kind(), WholeMillis.text(every), WholeMillis.text(lasting)));
        }
    }

    /** Each lasts so long; whole milliseconds. */
    public FaultSchedule lasting(Duration duration) {
        return new FaultSchedule(shape, target, duration, every, offset);
    }

    /** One begins so long after the other began, as long as they end within the chaos phase. */
    public FaultSchedule every(Duration period) {
        return new FaultSchedule(shape, target, lasting, period, offset);
    }

    /** The first begins so long after the chaos phase. */
    public FaultSchedule startingAt(Duration first) {
        return new FaultSchedule(shape, target, lasting, every, first);
    }

    /** At another target. */
    public FaultSchedule at(Target other) {
        return new FaultSchedule(shape, other, lasting, every, offset);
    }

    /** When each begins, for a chaos phase of this length and faults of this length. */
    List<Duration> offsets(Duration chaos, Duration length) {
        Duration period = every == null ? chaos : every;
        Duration start = offset == null ? Duration.ofMillis(period.minus(length).toMillis() / 2) : offset;
        List<Duration> offsets = new ArrayList<>();
        while (!start.isNegative() && start.plus(length).compareTo(chaos) <= 0 && offsets.size() < Plan.MOST_ATOMS) {
            offsets.add(start);
            if (every == null) {
                break;
            }
            start = start.plus(period);
        }
        return offsets;
    }
}
