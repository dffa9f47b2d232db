package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultShape;
import dev.stampede.nemesis.fault.Target;

/**
 * One fault of a plan: what, whom, when and how long.
 *
 * @param id stable, and the only one of its name in the plan; a letter, then letters, digits, {@code -}, {@code _}
 */
public record PlanStep(String id, FaultShape shape, Target target, StepTrigger when, StepEnd until) {
    /** What an id may look like. */
    static final String ID = "[A-Za-z][A-Za-z0-9_-]{0,63}";

    public PlanStep {
        if (!id.matches(ID)) {
            throw new IllegalArgumentException(
                    "expected an id of a letter, then letters, digits, - or _ (64 at most); got \"" + id + "\"");
        }
        if (!shape.accepts(target)) {
            throw new IllegalArgumentException("%s: expected a target of %s to be %s; got \"%s\""
                    .formatted(id, shape.kind(), shape.acceptedTargets(), target));
        }
        if (shape.momentary() != lasts(until).isZero()) {
            throw new IllegalArgumentException("%s: %s %s; got %s"
                    .formatted(
                            id,
                            shape.kind(),
                            shape.momentary() ? "ends by itself, so its duration is 0" : "needs a duration above 0",
                            until));
        }
    }

    /** When it fires, after the chaos phase began. */
    public java.time.Duration offset() {
        // The only kind that there is; a compiler that knows sealed switches would check this.
        return ((StepTrigger.AtTime) when).offset();
    }

    /** How long it is to last. */
    public java.time.Duration lasting() {
        return lasts(until);
    }

    /** When it is to be over, after the chaos phase began. */
    public java.time.Duration end() {
        return offset().plus(lasting());
    }

    private static java.time.Duration lasts(StepEnd until) {
        return ((StepEnd.Lasting) until).duration();
    }

    /** One line for people. */
    public String describe() {
        return "%s: %s of %s %s, %s".formatted(id, shape.kind(), target, when, until);
    }
}
