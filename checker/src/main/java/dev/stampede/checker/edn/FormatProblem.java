package dev.stampede.checker.edn;

/**
 * One violation of a format in a file.
 *
 * @param line from 1
 * @param column from 1
 * @param message what was expected at this position, and what was found
 */
public record FormatProblem(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
