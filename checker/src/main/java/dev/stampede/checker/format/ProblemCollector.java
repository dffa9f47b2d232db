package dev.stampede.checker.format;

import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.FormatProblem;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a file, so that all of it is told at once. Not thread-safe. */
final class ProblemCollector {
    /** Reading ends at so many. */
    static final int MOST = 20;

    private final String file;
    private final List<FormatProblem> found = new ArrayList<>();

    ProblemCollector(String file) {
        this.file = file;
    }

    /** Takes note of a problem, unless there are too many already. */
    void add(int line, int column, String message) {
        if (!full()) {
            found.add(new FormatProblem(file, line, column, message));
        }
    }

    void add(FormatException exception) {
        exception.problems().forEach(problem -> add(problem.line(), problem.column(), problem.message()));
    }

    /** Whether there are so many that reading on makes no sense. */
    boolean full() {
        return found.size() == MOST;
    }

    /**
     * Ends the reading.
     *
     * @throws FormatException if there was a problem
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            String more = "\n" + file + ": these are the first " + MOST + " problems; the rest was not read";
            throw new FormatException(found, full() ? more : "");
        }
    }
}
