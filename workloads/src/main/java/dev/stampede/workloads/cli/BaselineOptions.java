package dev.stampede.workloads.cli;

import dev.stampede.checker.findings.Baseline;
import dev.stampede.checker.findings.BaselineComparison;
import dev.stampede.checker.findings.BaselineUsage;
import dev.stampede.checker.findings.ViolationSignature;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --baseline} of the commands that judge runs: what it makes of their exit codes. For one thread. */
final class BaselineOptions {
    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description =
                    "Findings that runs may show: where the file lists every violation of a run, the exit code ignores them."
                            + " The verdict and the report stay INVALID. See: baseline update --help.")
    private @Nullable Path file;

    private @Nullable BaselineUsage usage;

    /**
     * Reads the file, if one is named, so that a mistake in it is reported before anything runs.
     *
     * @throws dev.stampede.checker.findings.InvalidBaselineException if it cannot be read
     */
    void read() {
        usage = file == null ? null : new BaselineUsage(Baseline.read(file));
    }

    /**
     * The exit code of a run. Without a baseline, or if a violation is not listed, it is the code that the verdict has.
     *
     * @param recipe of the run
     * @param code of the verdict
     * @param violations of the run; empty if there are none
     * @param gaveUp whether a check of the run is inconclusive
     * @param out for what the baseline says of the run
     */
    ExitCode code(
            String recipe, ExitCode code, List<ViolationSignature> violations, boolean gaveUp, PrintStream out) {
        if (usage == null) {
            return code;
        }
        BaselineComparison comparison = usage.add(recipe, violations);
        if (code != ExitCode.INVALID) {
            return code;
        }
        if (comparison.coversAll()) {
            out.println("baseline: " + file + " lists every violation; the exit code ignores them");
            return gaveUp ? ExitCode.INCONCLUSIVE : ExitCode.VALID;
        }
        comparison
                .unlisted()
                .forEach(v -> out.println("baseline: not covered: " + v + " (" + comparison.reason(v) + ")"));
        return code;
    }

    /** Prints the entries that did not occur in the runs of this command. */
    void printRemarks(PrintStream out) {
        if (usage != null) {
            usage.remarks().forEach(line -> out.println("baseline: " + line));
        }
    }
}
