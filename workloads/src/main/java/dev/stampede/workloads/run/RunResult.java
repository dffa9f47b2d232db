package dev.stampede.workloads.run;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import java.nio.file.Path;

/**
 * The result of a run.
 *
 * @param folder the folder of the run, with its configuration, history, plan and report
 * @param report the report page
 */
public record RunResult(RunConfig config, RunVerdict verdict, History history, Path folder, Path report) {
    /** The command that replays the run. */
    public String replay() {
        return history.header().replay();
    }
}
