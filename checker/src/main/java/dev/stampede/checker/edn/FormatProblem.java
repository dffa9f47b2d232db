package dev.stampede.checker.edn;

/**
 * One place where a file is not what its format prescribes.
 *
 * @param line from 1
 * @param column from 1
 * @param message what was expected there, and what was found
 */
public record FormatProblem(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
