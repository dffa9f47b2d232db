package dev.stampede.checker.edn;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A file is not what its format prescribes. The message has a line for each problem that was found, which begins with
 * file, line and column.
 */
public final class FormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    private final List<FormatProblem> problems;

    public FormatException(FormatProblem problem) {
        this(List.of(problem), "");
    }

    /** Of several problems, in the order in which they were found; {@code more} ends the message. */
    public FormatException(List<FormatProblem> problems, String more) {
        super(problems.stream().map(FormatProblem::toString).collect(Collectors.joining("\n")) + more);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order in which it was found; never empty. */
    public List<FormatProblem> problems() {
        return problems;
    }
}
