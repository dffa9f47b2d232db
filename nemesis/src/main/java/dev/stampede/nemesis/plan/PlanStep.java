package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Target;
import java.time.Duration;

/**
 * One fault of a plan: its type, its target, when it is injected and how long it lasts.
 *
 * @param id stable, and unique in the plan; a letter, then letters, digits, {@code -}, {@code _}
 */
public record PlanStep(String id, FaultType type, Target target, StepTrigger when, StepEnd until) {
    /** What an id looks like. */
    static final String ID = "[A-Za-z][A-Za-z0-9_-]{0,63}";

    public PlanStep {
        if (!id.matches(ID)) {
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
                            type.momentary() ? "ends by itself, so its duration is 0" : "needs a duration above 0",
                            until));
        }
    }

    /** When it is injected, after the beginning of the chaos phase. */
    public Duration offset() {
        // The only kind; a compiler with pattern matching for switch would check this.
        return ((StepTrigger.AtTime) when).offset();
    }

    /** How long the fault lasts. */
    public Duration lasting() {
        return durationOf(until);
    }

    /** When the fault ends, after the beginning of the chaos phase. */
    public Duration end() {
        return offset().plus(lasting());
    }

    private static Duration durationOf(StepEnd until) {
        return ((StepEnd.Lasting) until).duration();
    }

    /** One line for people. */
    public String describe() {
        return "%s: %s of %s %s, %s".formatted(id, type.fullName(), target, when, until);
    }
}
