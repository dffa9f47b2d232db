package dev.stampede.nemesis.plan;

import java.util.List;

/**
 * Thrown when a fault is not healed, a step failed with an unexpected exception, or an event could not be recorded. The
 * message lists all problems, each with what was observed and what to do. Exceptions that caused a problem are
 * suppressed exceptions of this exception.
 */
public final class NemesisException extends RuntimeException {
    private final transient List<String> problems;

    NemesisException(HealReport report) {
        super(String.join("\n", report.problems()));
        this.problems = report.problems();
        report.causes().forEach(this::addSuppressed);
    }

    /** One entry per problem. */
    public List<String> problems() {
        return problems;
    }
}
