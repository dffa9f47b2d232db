package dev.stampede.workloads.run;

import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import java.nio.file.Path;

/**
 * What a run came to, and where it is written.
 *
 * @param folder holds the history, the plan, the report and everything beside it
 * @param report the page to open
 */
public record RunResult(RunConfig config, RunVerdict verdict, History history, Path folder, Path report) {
    /** The command line that runs it again. */
    public String replay() {
        return history.header().replay();
    }
}
