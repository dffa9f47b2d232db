package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault that a test requests, once or periodically. {@link Plans#of} creates plan steps from it. Immutable; each
 * method returns a changed copy. Created by {@link Faults}.
 *
 * @param lasting the duration of each fault; null for the default of the fault type
 * @param every the time from one injection to the next; null for a single fault
 * @param offset the time from the beginning of the chaos phase to the first injection; null to place each fault in the
 *     middle of its period, and a single fault in the middle of the chaos phase
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

    /** Sets the duration of each fault, in whole milliseconds. */
    public FaultSchedule lasting(Duration duration) {
        return new FaultSchedule(type, target, duration, every, offset);
    }

    /** Injects the fault once per period. The last fault ends within the chaos phase. */
    public FaultSchedule every(Duration period) {
        return new FaultSchedule(type, target, lasting, period, offset);
    }

    /** Sets the time from the beginning of the chaos phase to the first injection. */
    public FaultSchedule startingAt(Duration first) {
        return new FaultSchedule(type, target, lasting, every, first);
    }

    /** Sets the target. */
    public FaultSchedule at(Target other) {
        return new FaultSchedule(type, other, lasting, every, offset);
    }

    /** The offsets of the injections in a chaos phase of this length, for faults of this duration. */
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
