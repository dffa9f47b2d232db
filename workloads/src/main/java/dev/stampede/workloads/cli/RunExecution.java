package dev.stampede.workloads.cli;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.run.RunException;
import dev.stampede.workloads.run.RunLauncher;
import dev.stampede.workloads.run.RunResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs configurations and prints their results. */
final class RunExecution {
    private final Path out;
    private final boolean json;

    /**
     * @param out the folder in which each run makes its own
     * @param json whether to print one JSON object for each run on standard output
     */
    RunExecution(Path out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Runs once. A failure of the harness is printed, so that the other seeds of a command are still tried. */
    ExitCode run(RunConfig config) throws InterruptedException {
        try {
            RunResult result = RunLauncher.run(config, out, new Console(System.err));
            print(result);
            return result.verdict().failure() == null
                    ? ExitCode.of(result.verdict().verdict())
                    : ExitCode.HARNESS_ERROR;
        } catch (EnsembleException | RunException e) {
            System.err.println("seed " + config.seed() + ": " + e.getMessage());
            return ExitCode.HARNESS_ERROR;
        }
    }

    private void print(RunResult result) {
        RunVerdict verdict = result.verdict();
        if (json) {
            new JsonLine()
                    .with("verdict", verdict.verdict().name())
                    .with(
                            "caveats",
                            verdict.caveats().stream()
                                    .map(c -> c.check() + "/" + c.kind())
                                    .distinct()
                                    .toList())
                    .with(
                            "checks",
                            verdict.checks().stream().map(RunExecution::fields).toList())
                    .with("seed", result.config().seed())
                    .with("operations", result.history().operations().size())
                    .with("folder", result.folder().toString())
                    .print(System.out);
        }
        System.err.println(verdict.verdict() + ": " + verdict.headline());
        verdict.checks().forEach(check -> System.err.println("  " + line(check)));
        System.err.println("report: " + result.report());
        System.err.println("replay: " + result.replay());
    }

    private static Object fields(CheckResult check) {
        return new JsonLine()
                .with("name", check.check())
                .with("verdict", check.verdict().name())
                .with("coverage", coverage(check.coverage()))
                .fields();
    }

    private static Object coverage(Coverage coverage) {
        List<Object> reasons = new ArrayList<>();
        coverage.notJudged()
                .forEach((reason, count) -> reasons.add(new JsonLine()
                        .with("reason", reason)
                        .with("count", count)
                        .fields()));
        return new JsonLine()
                .with("unit", coverage.unit())
                .with("judged", coverage.judged())
                .with("notJudged", reasons)
                .fields();
    }

    private static String line(CheckResult check) {
        String why = check.reason() == null ? "" : ": " + check.reason();
        return check.verdict() + " " + check.check() + " (" + check.evidence() + ")" + why;
    }
}
