package dev.stampede.workloads.run;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.Checks;
import dev.stampede.checker.check.Judge;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import java.time.Duration;
import java.util.List;

/** Judges a history by the checks that its header names: the same after a run as when it is checked again. */
public final class RunJudge {
    /** What each check may spend. */
    private static final Duration TIME = Duration.ofSeconds(60);

    private static final long BYTES = 256L << 20;

    private RunJudge() {}

    /** Runs every check that the header names. */
    public static RunVerdict of(History history) {
        List<Check> checks = history.header().checks().stream().map(Checks::of).toList();
        return Judge.judge(history, checks, TIME, BYTES);
    }
}
