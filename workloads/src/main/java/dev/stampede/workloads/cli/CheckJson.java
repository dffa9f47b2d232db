package dev.stampede.workloads.cli;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import java.util.ArrayList;
import java.util.List;

/**
 * The results of checks in JSON: name, verdict, whether the check is informational, reason if there is one, and
 * coverage with the fields {@code unit}, {@code judged} and {@code notJudged} (a list of {@code reason} and
 * {@code count}). Stateless.
 */
final class CheckJson {
    private CheckJson() {}

    /** One object for each check, in their order. */
    static List<Object> of(List<CheckResult> checks) {
        List<Object> all = new ArrayList<>();
        for (CheckResult check : checks) {
            JsonLine line = new JsonLine()
                    .with("name", check.check())
                    .with("verdict", check.verdict().name())
                    .with("informational", check.informational());
            if (check.reason() != null) {
                line.with("reason", check.reason());
            }
            all.add(line.with("coverage", coverage(check.coverage())).fields());
        }
        return all;
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
}
