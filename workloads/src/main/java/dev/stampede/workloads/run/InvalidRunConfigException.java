package dev.stampede.workloads.run;

import java.util.List;

/**
 * Thrown when the configuration of a run cannot be read or cannot be run. The message lists all problems, one per line.
 */
public final class InvalidRunConfigException extends IllegalArgumentException {
    private final transient List<String> problems;

    InvalidRunConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, each with its position and what was expected there. */
    public List<String> problems() {
        return problems;
    }
}
