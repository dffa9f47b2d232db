package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Target;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * One fault of a plan: its type, its target, the time of its injection and its duration.
 *
 * @param id unique in the plan; a letter, then letters, digits, {@code -} or {@code _}
 */
public record PlanStep(String id, FaultType type, Target target, StepTrigger when, StepEnd until) {
    /** The syntax of an id. */
    static final String ID = "[A-Za-z][A-Za-z0-9_-]{0,63}";

    private static final Pattern ID_PATTERN = Pattern.compile(ID);

    public PlanStep {
        if (!ID_PATTERN.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "expected an id of a letter, then letters, digits, - or _ (64 at most); got \"" + id + "\"");
        }
        if (!type.scope().accepts(target)) {
            throw new IllegalArgumentException("%s: expected the target of %s to be %s; got \"%s\""
                    .formatted(id, type.fullName(), type.scope().acceptedForms(), target));
        }
        if (type.momentary() != durationOf(until).isZero()) {
            throw new IllegalArgumentException("%s: %s %s; got %s"
                    .formatted(
                            id,
                            type.fullName(),
                            type.momentary() ? "is momentary, so its duration must be 0" : "needs a duration above 0",
                            until));
        }
    }

    /** The time from the beginning of the chaos phase to the injection. */
    public Duration offset() {
        // AtTime is the only kind of trigger. Java 17 has no switch over types that would check this.
        return ((StepTrigger.AtTime) when).offset();
    }

    /** The duration of the fault. */
    public Duration lasting() {
        return durationOf(until);
    }

    /** The time from the beginning of the chaos phase to the end of the fault. */
    public Duration end() {
        return offset().plus(lasting());
    }

    private static Duration durationOf(StepEnd until) {
        return ((StepEnd.Lasting) until).duration();
    }

    /** The same step at another time, in milliseconds from the beginning of the chaos phase. */
    PlanStep startingAt(long offsetMillis) {
        return new PlanStep(id, type, target, new StepTrigger.AtTime(Duration.ofMillis(offsetMillis)), until);
    }

    /** One line for people. */
    public String describe() {
        return "%s: %s of %s %s, %s".formatted(id, type.fullName(), target, when, until);
    }
}
