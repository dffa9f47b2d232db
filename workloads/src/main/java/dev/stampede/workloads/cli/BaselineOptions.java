package dev.stampede.workloads.cli;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.findings.Baseline;
import dev.stampede.checker.findings.BaselineComparison;
import dev.stampede.checker.findings.BaselineUsage;
import dev.stampede.checker.findings.ViolationSignature;
import dev.stampede.checker.history.History;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The option {@code --baseline} of the commands that judge runs, and its effect on their exit codes. Not thread-safe.
 */
final class BaselineOptions {
    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "A file with findings that runs may show: if it lists every violation of a run, the exit code"
                    + " ignores them."
                    + " The verdict and the report stay INVALID. See: baseline update --help.")
    private @Nullable Path file;

    private @Nullable BaselineUsage usage;

    /**
     * Reads the file, if one is named, so that a mistake in the file is reported before any run starts.
     *
     * @throws dev.stampede.checker.findings.InvalidBaselineException if the file cannot be read
     */
    void read() {
        usage = file == null ? null : new BaselineUsage(Baseline.read(file));
    }

    /**
     * The outcome of a run with the baseline.
     *
     * @param note a note about the baseline for the run; empty if there is none
     */
    record Outcome(ExitCode code, Optional<String> note) {}

    /**
     * The exit code of a run. Without a baseline, or if a violation is not listed, it is the exit code of the verdict.
     *
     * @param recipe the recipe of the run
     * @param code the exit code of the verdict
     * @param violations the violations of the run; empty if there are none
     * @param anyInconclusive whether a check of the run is inconclusive
     */
    Outcome judge(String recipe, ExitCode code, List<ViolationSignature> violations, boolean anyInconclusive) {
        if (usage == null) {
            return new Outcome(code, Optional.empty());
        }
        BaselineComparison comparison = usage.add(recipe, violations);
        if (code != ExitCode.INVALID) {
            return new Outcome(code, Optional.empty());
        }
        if (comparison.coversAll()) {
            return new Outcome(
                    anyInconclusive ? ExitCode.INCONCLUSIVE : ExitCode.VALID,
                    Optional.of("baseline: " + file + " lists every violation; the exit code ignores them"));
        }
        if (comparison.unlisted().isEmpty()) { // a result that an older version recorded
            return new Outcome(
                    code,
                    Optional.of("baseline: " + file + " was not applied: the result does not name its violations"));
        }
        String more = comparison.unlisted().size() == 1
                ? ""
                : " and " + (comparison.unlisted().size() - 1) + " more";
        ViolationSignature first = comparison.unlisted().get(0);
        return new Outcome(
                code,
                Optional.of("baseline: " + file + " does not cover " + first + " (" + comparison.reason(first) + ")"
                        + more));
    }

    /**
     * The outcome of a run with this verdict.
     *
     * @param code the exit code of the verdict without a baseline
     */
    Outcome judge(RunVerdict verdict, History history, ExitCode code) {
        boolean anyInconclusive = verdict.checks().stream().anyMatch(c -> c.verdict() == Verdict.INCONCLUSIVE);
        String recipe = history.header().scenario() + "/" + history.header().variant();
        return judge(recipe, code, ViolationSignature.of(verdict, history), anyInconclusive);
    }

    /** Prints the entries that did not occur in the runs of this command. */
    void printRemarks(PrintStream out) {
        if (usage != null) {
            usage.remarks().forEach(line -> out.println("baseline: " + line));
        }
    }
}
