package dev.stampede.workloads.run;

import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.plan.FaultParser;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.nemesis.plan.Plans;
import dev.stampede.nemesis.plan.Seed;
import java.time.Duration;
import java.util.List;

/** Where the plan of a run comes from. */
public sealed interface PlanSource {

    /** A run without faults. */
    static PlanSource noFaults() {
        return new Drawn(List.of());
    }

    /**
     * The plan for such an ensemble and such a chaos phase.
     *
     * @throws IllegalArgumentException if there can be no such plan; the message lists all reasons
     */
    Plan resolve(long seed, Duration chaos, EnsembleFacts facts);

    /** Drawn from the seed, of these families and shapes as the command line writes them; none for no faults. */
    record Drawn(List<String> faults) implements PlanSource {
        public Drawn {
            faults = List.copyOf(faults);
        }

        @Override
        public Plan resolve(long seed, Duration chaos, EnsembleFacts facts) {
            return Plans.generate(new Seed(seed), FaultParser.parse(String.join(",", faults)), chaos, facts);
        }
    }

    /** A whole plan. */
    record Fixed(Plan plan) implements PlanSource {
        @Override
        public Plan resolve(long seed, Duration chaos, EnsembleFacts facts) {
            return plan;
        }
    }

    /** Made by a test. A run resolves it before it writes its configuration. */
    record Computed(PlanFunction function) implements PlanSource {
        @Override
        public Plan resolve(long seed, Duration chaos, EnsembleFacts facts) {
            return function.plan(seed, chaos, facts);
        }
    }

    /** Computes a plan. */
    @FunctionalInterface
    interface PlanFunction {
        /** The plan for such an ensemble and such a chaos phase. */
        Plan plan(long seed, Duration chaos, EnsembleFacts facts);
    }
}
