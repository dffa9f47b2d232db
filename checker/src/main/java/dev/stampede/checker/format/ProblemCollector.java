package dev.stampede.checker.format;

import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.FormatProblem;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of a file, so that all are reported together. Not thread-safe. */
final class ProblemCollector {
    /** Reading stops after this number of problems. */
    static final int MAX_PROBLEMS = 20;

    private final String file;
    private final List<FormatProblem> found = new ArrayList<>();

    ProblemCollector(String file) {
        this.file = file;
    }

    /** Adds a problem, unless the maximum is reached. */
    void add(int line, int column, String message) {
        if (!full()) {
            found.add(new FormatProblem(file, line, column, message));
        }
    }

    void add(FormatException exception) {
        exception.problems().forEach(problem -> add(problem.line(), problem.column(), problem.message()));
    }

    /** Whether the maximum is reached, so that reading should stop. */
    boolean full() {
        return found.size() == MAX_PROBLEMS;
    }

    /**
     * Completes the reading.
     *
     * @throws FormatException if there is a problem
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            String more = "\n" + file + ": these are the first " + MAX_PROBLEMS + " problems; the rest was not read";
            throw new FormatException(found, full() ? more : "");
        }
    }
}
