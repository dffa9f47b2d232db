package dev.stampede.workloads.run;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.registry.Checks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges the history of a run with the checks of its configuration. The result is the same after the run and in a later
 * check. Immutable and safe to share between threads.
 */
public final class RunJudge {
    private final List<Check> checks;
    private final RunBudgets budgets;

    private RunJudge(List<Check> checks, RunBudgets budgets) {
        this.checks = checks;
        this.budgets = budgets;
    }

    /**
     * Creates the judge of a run, with all checks, so that a mistyped name or parameter fails before the run starts.
     *
     * @throws IllegalArgumentException if a check cannot be built; the message lists the problems of all checks
     */
    public static RunJudge of(RunConfig config) {
        return of(config.variant().checks(), config.budgets());
    }

    /**
     * Creates the judge of a recorded history, from the configuration beside it, or from its header if there is none.
     *
     * @param file the file of the history
     * @throws IllegalArgumentException if the configuration cannot be read, or a check cannot be built
     */
    public static RunJudge of(History history, Path file) {
        Path config = file.toAbsolutePath().resolveSibling(RunConfigFile.NAME);
        return Files.exists(config)
                ? of(RunConfigFile.read(config))
                : of(history.header().checks(), RunBudgets.defaults());
    }

    private static RunJudge of(List<CheckSpec> specs, RunBudgets budgets) {
        List<Check> checks = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (CheckSpec spec : specs) {
            try {
                checks.add(Checks.of(spec));
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidRunConfigException(problems);
        }
        return new RunJudge(Checks.ofRun(checks), budgets);
    }

    /** Runs every check on a history, and the check of the transaction logs if the history contains them. */
    public RunVerdict judge(History history) {
        return CheckRunner.judge(history, Checks.ofHistory(checks, history), budgets.checkTime(), budgets.checkBytes());
    }

    /** The classes of the checks. */
    List<String> classNames() {
        return checks.stream().map(check -> check.getClass().getName()).toList();
    }
}
