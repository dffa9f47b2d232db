package dev.stampede.workloads.cli;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.workloads.registry.LockScenario;
import dev.stampede.workloads.run.RunConfig;
import dev.stampede.workloads.run.RunResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Results of runs that did not take place. */
final class RunResults {
    private static final Citation PROMISE = new Citation("one holder", "the recipe", "https://example.org");

    private RunResults() {}

    static RunResult of(String headline, CheckResult... results) {
        RunHeader header = new RunHeader(
                "r",
                "lock",
                "naive",
                1,
                "2026-11-23T00:00:00Z",
                "none",
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                "stampede replay out",
                "stampede check out",
                Map.of());
        Verdict verdict =
                Verdict.worst(Arrays.stream(results).map(CheckResult::verdict).toList());
        return new RunResult(
                RunConfig.of(LockScenario.mutex()),
                new RunVerdict(verdict, headline, List.of(results), null),
                History.builder(header).build(),
                Path.of("out"),
                Path.of("out/report.html"));
    }

    /** A violation under these faults. */
    static Anomaly violation(String check, String kind, String... faults) {
        return new Anomaly(
                check,
                kind,
                "two held it",
                List.of("the leader was cut off"),
                Blame.RECIPE,
                List.of(),
                List.of(),
                0,
                1,
                PROMISE,
                null,
                new Anomaly.Signature(check, kind, List.of(faults), "lock/naive"));
    }

    static Anomaly caveat(String check, String kind) {
        Anomaly a = violation(check, kind);
        return new Anomaly(
                check,
                kind,
                a.headline(),
                a.because(),
                a.blame(),
                a.operations(),
                a.faults(),
                a.fromNanos(),
                a.toNanos(),
                a.promise(),
                PROMISE,
                a.signature());
    }
}
