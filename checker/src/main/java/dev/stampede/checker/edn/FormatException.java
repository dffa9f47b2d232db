package dev.stampede.checker.edn;

import java.util.List;
import java.util.stream.Collectors;

/** A file violates its format. The message has one line for each problem, which begins with file, line and column. */
public final class FormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    private final List<FormatProblem> problems;

    public FormatException(FormatProblem problem) {
        this(List.of(problem), "");
    }

    /** Several problems in the order in which they were found. {@code more} is appended to the message. */
    public FormatException(List<FormatProblem> problems, String more) {
        super(problems.stream().map(FormatProblem::toString).collect(Collectors.joining("\n")) + more);
        this.problems = List.copyOf(problems);
    }

    /** The problems in the order in which they were found; never empty. */
    public List<FormatProblem> problems() {
        return problems;
    }
}
