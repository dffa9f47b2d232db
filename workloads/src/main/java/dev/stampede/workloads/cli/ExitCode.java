package dev.stampede.workloads.cli;

import dev.stampede.checker.check.Verdict;
import java.util.Collection;
import java.util.List;

/** The exit codes of the process. Scripts rely on the numbers. */
enum ExitCode {
    VALID(0),
    INVALID(1),
    INCONCLUSIVE(2),
    HARNESS_ERROR(3),
    BAD_USAGE(64);

    /** From the least severe to the most. */
    private static final List<ExitCode> BY_SEVERITY = List.of(VALID, INCONCLUSIVE, INVALID, HARNESS_ERROR, BAD_USAGE);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(Verdict verdict) {
        return switch (verdict) {
            case VALID -> VALID;
            case INVALID -> INVALID;
            case INCONCLUSIVE -> INCONCLUSIVE;
        };
    }

    /** The most severe of several exit codes; VALID if there are none. */
    static ExitCode worst(Collection<ExitCode> codes) {
        return BY_SEVERITY.get(
                codes.stream().mapToInt(BY_SEVERITY::indexOf).max().orElse(0));
    }
}
