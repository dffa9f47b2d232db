package dev.stampede.checker.findings;

import java.util.List;

/** A baseline that cannot be read. The message lists all problems, one per line, each with the file and the line. */
public final class InvalidBaselineException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    InvalidBaselineException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
