package com.example.stampede;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.check.CheckParameters;
import dev.stampede.checker.check.CheckProvider;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.List;

/** A user's check: inconclusive if too few ticks succeeded. */
public final class EnoughTicksCheck implements CheckProvider {
    @Override
    public String name() {
        return "enough-ticks";
    }

    @Override
    public String description() {
        return "Did at least this number of ticks succeed? (least)";
    }

    @Override
    public Check create(CheckSpec spec) {
        CheckParameters parameters = new CheckParameters(spec);
        int least = Integer.parseInt(parameters.text("least", "1"));
        parameters.nothingElse("least");
        return new Counting(spec, least);
    }

    private record Counting(CheckSpec spec, int least) implements Check {
        @Override
        public String name() {
            return spec.check();
        }

        @Override
        public CheckResult check(History history, CheckBudget budget) {
            long ticks = history.operations().stream()
                    .filter(o -> o.function().equals("tick") && o.outcome() == Outcome.OK)
                    .count();
            return ticks < least
                    ? CheckResult.inconclusive(
                            name(), Coverage.of("ticks", ticks), "", "expected at least " + least + " ticks")
                    : CheckResult.of(name(), Coverage.of("ticks", ticks), "", List.of());
        }
    }
}
