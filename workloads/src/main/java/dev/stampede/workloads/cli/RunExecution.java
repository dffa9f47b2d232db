package dev.stampede.workloads.cli;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.findings.ViolationSignature;
import dev.stampede.checker.history.ZxidPrecision;
import dev.stampede.checker.history.data.Event;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.workloads.campaign.MarkdownTable;
import dev.stampede.workloads.run.Progress;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.run.RunException;
import dev.stampede.workloads.run.RunLauncher;
import dev.stampede.workloads.run.RunResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs configurations in sequence, and prints the result of each run and a table of all runs. Not thread-safe. */
final class RunExecution {
    private final Path out;
    private final boolean json;
    private final TerminalStyle style;
    private final Detail detail;
    private final BaselineOptions baseline;
    private final List<Row> rows = new ArrayList<>();

    /** The output of each run. */
    enum Detail {
        /** The progress, and the summary lines. */
        FULL,
        /** One line, and the progress if it can be redrawn. */
        ONE_LINE
    }

    /**
     * A run that has ended.
     *
     * @param verdict null if the harness failed before there was a verdict
     * @param summary the violations and inconclusive checks, or the reason why there is no verdict
     */
    private record Row(RunConfig config, ExitCode code, @Nullable RunVerdict verdict, String summary, String folder) {}

    /**
     * @param out the folder in which each run creates its own folder
     * @param json whether to print one JSON object for each run on standard output
     * @param baseline the baseline, already read
     */
    RunExecution(Path out, boolean json, TerminalStyle style, Detail detail, BaselineOptions baseline) {
        this.out = out;
        this.json = json;
        this.style = style;
        this.detail = detail;
        this.baseline = baseline;
    }

    /** Runs one configuration. Prints a failure, so that the other runs of the command are still executed. */
    ExitCode run(RunConfig config) throws InterruptedException {
        Console console = new Console(System.err, style);
        try {
            Progress progress = detail == Detail.FULL || style.redraws() ? console : Progress.silent();
            RunResult result = RunLauncher.run(config, out, progress);
            BaselineOptions.Outcome outcome = baseline.judge(
                    result.verdict(),
                    result.history(),
                    result.verdict().failure() == null
                            ? ExitCode.of(result.verdict().verdict())
                            : ExitCode.HARNESS_ERROR);
            print(result, outcome, console);
            ExitCode code = outcome.code();
            rows.add(new Row(
                    config,
                    code,
                    result.verdict(),
                    summary(result.verdict()),
                    String.valueOf(result.folder().getFileName())));
            return code;
        } catch (EnsembleException | RunException e) {
            return failed(config, ExitCode.HARNESS_ERROR, e, console);
        } catch (IllegalArgumentException e) {
            return failed(config, ExitCode.BAD_USAGE, e, console);
        }
    }

    private ExitCode failed(RunConfig config, ExitCode code, RuntimeException e, Console console) {
        String message = String.valueOf(e.getMessage());
        console.line(config.variant().recipe() + " seed " + config.seed() + ": " + message);
        rows.add(new Row(config, code, null, message.lines().findFirst().orElse(""), ""));
        return code;
    }

    private void print(RunResult result, BaselineOptions.Outcome outcome, Console console) {
        if (json) {
            RunVerdict verdict = result.verdict();
            JsonLine line = new JsonLine()
                    .with("verdict", verdict.verdict().name())
                    .with(
                            "caveats",
                            verdict.caveats().stream()
                                    .map(c -> c.check() + "/" + c.kind())
                                    .distinct()
                                    .toList())
                    .with("checks", CheckJson.of(verdict.checks()))
                    .with("scenario", result.config().variant().scenario())
                    .with("variant", result.config().variant().name())
                    .with("seed", result.config().seed())
                    .with("operations", result.history().operations().size())
                    .with("frames", frames(ZxidPrecision.of(result.history())))
                    .with("folder", result.folder().toString())
                    .with("known", known(result));
            outcome.note().ifPresent(note -> line.with("baseline", note));
            line.print(System.out);
        }
        if (detail == Detail.FULL) {
            RunSummaryLines.of(result, style, outcome.note()).forEach(console::line);
        } else {
            console.line((rows.size() + 1) + ": "
                    + style.verdict(result.verdict().verdict()) + ": "
                    + result.verdict().headline() + " (" + result.folder().getFileName() + ")");
            outcome.note().ifPresent(console::line);
        }
    }

    private static Object frames(ZxidPrecision precision) {
        JsonLine line =
                new JsonLine().with("answeredRequests", precision.answered()).with("exactZxids", precision.exact());
        Event.FramesTapped tapped = precision.tapped();
        if (tapped != null) {
            line.with("seen", tapped.frames())
                    .with("dropped", tapped.dropped())
                    .with("undecodedConnections", tapped.undecodedConnections());
        }
        return line.fields();
    }

    /** The ids of the known findings that the violations of a run show, without duplicates. */
    private static List<String> known(RunResult result) {
        return ViolationSignature.of(result.verdict(), result.history()).stream()
                .map(ViolationSignature::finding)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static String summary(RunVerdict verdict) {
        if (verdict.failure() != null) {
            return verdict.failure().lines().findFirst().orElse("");
        }
        return String.join(
                ", ",
                Stream.concat(
                                verdict.violations().stream().map(a -> a.check() + "/" + a.kind()),
                                verdict.checks().stream()
                                        .filter(c -> c.reason() != null)
                                        .map(c -> c.check() + " inconclusive"))
                        .distinct()
                        .toList());
    }

    /** The exit code of the most severe result so far. */
    ExitCode worst() {
        return ExitCode.worst(rows.stream().map(Row::code).toList());
    }

    /** The verdicts of the judged runs. A run in which the harness failed counts only if it is INVALID. */
    List<RunVerdict> verdicts() {
        return rows.stream()
                .map(Row::verdict)
                .filter(Objects::nonNull)
                .filter(verdict -> verdict.failure() == null || verdict.verdict() == Verdict.INVALID)
                .toList();
    }

    /** The number of runs so far. */
    int runs() {
        return rows.size();
    }

    /**
     * Prints a table of the ended runs if there are several (with JSON, on standard error), then the entries of the
     * baseline that did not occur.
     */
    void printTable() {
        printRows();
        baseline.printRemarks(System.err);
    }

    private void printRows() {
        if (rows.size() < 2) {
            return;
        }
        MarkdownTable table = new MarkdownTable("scenario", "variant", "seed", "verdict", "findings", "folder");
        for (Row row : rows) {
            table.row(
                    row.config().variant().scenario(),
                    row.config().variant().name(),
                    row.config().seed(),
                    row.code() == ExitCode.HARNESS_ERROR || row.verdict() == null
                            ? "–"
                            : row.verdict().verdict(),
                    row.summary(),
                    row.folder());
        }
        PrintStream stream = json ? System.err : System.out;
        stream.println();
        stream.print(table.text());
    }
}
