package dev.stampede.nemesis.plan;

import java.util.List;

/**
 * Thrown when a plan is malformed or cannot be executed, which is a usage error. The message lists all problems, one
 * per line.
 */
public final class InvalidPlanException extends IllegalArgumentException {
    private final transient List<String> problems;

    InvalidPlanException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    static void throwIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
    }

    /** One line per problem. */
    public List<String> problems() {
        return problems;
    }
}
