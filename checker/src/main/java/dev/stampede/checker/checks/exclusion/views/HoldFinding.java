package dev.stampede.checker.checks.exclusion.views;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Citation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An anomaly without its explanation. Findings are cheap, so a check counts all of them and explains only a few.
 *
 * @param reasons the reasons of the decision, one sentence each, the conclusion first
 * @param holds the holds that show the anomaly; the culprit is the last
 * @param operations further operations that show the anomaly
 */
public record HoldFinding(
        String kind,
        String headline,
        List<String> reasons,
        Blame blame,
        List<Hold> holds,
        List<Integer> operations,
        long fromNanos,
        long toNanos,
        Citation promise,
        @Nullable Citation excuse) {
    public HoldFinding {
        reasons = List.copyOf(reasons);
        holds = List.copyOf(holds);
        operations = List.copyOf(operations);
    }

    public boolean caveat() {
        return excuse != null;
    }
}
