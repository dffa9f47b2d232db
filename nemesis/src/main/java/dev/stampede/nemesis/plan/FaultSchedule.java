package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is injected once or periodically, as a test describes it; {@link Plans#of} makes plan steps from it.
 * Immutable; each method returns another one. Made by {@link Faults}.
 *
 * @param lasting null for the usual duration with such an ensemble
 * @param every from the beginning of one to the beginning of the next; null if there is only one
 * @param offset of the first, after the beginning of the chaos phase; null for half of the time between two
 */
public record FaultSchedule(
        FaultType type,
        Target target,
        @Nullable Duration lasting,
        @Nullable Duration every,
        @Nullable Duration offset) {

    public FaultSchedule {
        if (!type.scope().accepts(target)) {
            throw new IllegalArgumentException("expected the target of %s to be %s; got \"%s\""
                    .formatted(type.fullName(), type.scope().acceptedForms(), target));
        }
        if (every != null && lasting != null && every.compareTo(lasting) <= 0) {
            throw new IllegalArgumentException("%s: expected every (%s) to be longer than lasting (%s)"
                    .formatted(type.fullName(), WholeMillis.text(every), WholeMillis.text(lasting)));
        }
    }

    /** Each fault lasts this long; whole milliseconds. */
    public FaultSchedule lasting(Duration duration) {
        return new FaultSchedule(type, target, duration, every, offset);
    }

    /** The fault is injected once per period, as long as it ends within the chaos phase. */
    public FaultSchedule every(Duration period) {
        return new FaultSchedule(type, target, lasting, period, offset);
    }

    /** The first fault is injected this long after the beginning of the chaos phase. */
    public FaultSchedule startingAt(Duration first) {
        return new FaultSchedule(type, target, lasting, every, first);
    }

    /** The same with another target. */
    public FaultSchedule at(Target other) {
        return new FaultSchedule(type, other, lasting, every, offset);
    }

    /** When each fault is injected, for a chaos phase of this length and faults of this length. */
    List<Duration> offsets(Duration chaos, Duration length) {
        Duration period = every == null ? chaos : every;
        Duration start = offset == null ? Duration.ofMillis(period.minus(length).toMillis() / 2) : offset;
        List<Duration> offsets = new ArrayList<>();
        while (!start.isNegative() && start.plus(length).compareTo(chaos) <= 0 && offsets.size() < Plan.MOST_STEPS) {
            offsets.add(start);
            if (every == null) {
                break;
            }
            start = start.plus(period);
        }
        return offsets;
    }
}
