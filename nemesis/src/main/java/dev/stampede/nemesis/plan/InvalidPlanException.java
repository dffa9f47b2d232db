package dev.stampede.nemesis.plan;

import java.util.List;

/** What was asked for cannot be planned: bad usage. All problems are listed, each with what to do. */
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

    /** One line each. */
    public List<String> problems() {
        return problems;
    }
}
