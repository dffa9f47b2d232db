package dev.stampede.workloads.cli;

import dev.stampede.checker.edn.FormatException;
import dev.stampede.checker.edn.FormatProblem;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;

/**
 * A file that could not be checked.
 *
 * @param error the reason why it could not be checked
 * @param problems the violations of its format; empty if there is another reason
 */
record UncheckedFile(String file, String error, List<FormatProblem> problems) {

    static UncheckedFile unreadable(String file, Exception e) {
        Exception cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
        if (cause instanceof NoSuchFileException) {
            return new UncheckedFile(file, "there is no file " + file, List.of());
        }
        if (cause instanceof AccessDeniedException) {
            return new UncheckedFile(file, "cannot read " + file + ": permission denied", List.of());
        }
        String message = String.valueOf(e.getMessage());
        String error = message.contains(file) && !message.equals(file)
                ? message
                : "cannot check " + file + ": "
                        + (message.equals(file) ? e.getClass().getSimpleName() : message);
        return new UncheckedFile(
                file, error, e instanceof FormatException unreadable ? unreadable.problems() : List.of());
    }

    static UncheckedFile checkerFailed(String file, Throwable e) {
        return new UncheckedFile(file, file + ": the checker itself failed; please report this (" + e + ")", List.of());
    }

    /**
     * Prints one JSON object on one line: file and error; and the problems, if there are any, with line, column and
     * message.
     */
    void printJson(PrintStream out) {
        JsonLine json = new JsonLine().with("file", file).with("error", error);
        if (!problems.isEmpty()) {
            json.with("problems", problems.stream().map(UncheckedFile::fields).toList());
        }
        json.print(out);
    }

    private static Map<String, Object> fields(FormatProblem problem) {
        return new JsonLine()
                .with("line", problem.line())
                .with("column", problem.column())
                .with("message", problem.message())
                .fields();
    }
}
