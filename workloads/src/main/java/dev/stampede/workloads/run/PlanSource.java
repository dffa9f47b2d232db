package dev.stampede.workloads.run;

import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.plan.FaultParser;
import dev.stampede.nemesis.plan.Plan;
import dev.stampede.nemesis.plan.Plans;
import dev.stampede.nemesis.plan.Seed;
import java.time.Duration;
import java.util.List;

/** The source of the plan of a run. */
public sealed interface PlanSource {

    /** A run without faults. */
    static PlanSource noFaults() {
        return new Drawn(List.of());
    }

    /**
     * The plan for this seed, a chaos phase of this duration and an ensemble with these facts.
     *
     * @throws IllegalArgumentException if the plan is impossible; the message lists all reasons
     */
    Plan resolve(long seed, Duration chaos, EnsembleFacts facts);

    /**
     * A plan that is drawn from the seed, with these families and fault types in the syntax of {@code --faults}; empty
     * for no faults.
     */
    record Drawn(List<String> faults) implements PlanSource {
        public Drawn {
            faults = List.copyOf(faults);
        }

        @Override
        public Plan resolve(long seed, Duration chaos, EnsembleFacts facts) {
            return Plans.generate(new Seed(seed), FaultParser.parse(String.join(",", faults)), chaos, facts);
        }
    }

    /** A complete plan. */
    record Fixed(Plan plan) implements PlanSource {
        @Override
        public Plan resolve(long seed, Duration chaos, EnsembleFacts facts) {
            return plan;
        }
    }

    /** A plan that a test computes. A run resolves it before it writes its configuration. */
    record Computed(PlanFunction function) implements PlanSource {
        @Override
        public Plan resolve(long seed, Duration chaos, EnsembleFacts facts) {
            return function.plan(seed, chaos, facts);
        }
    }

    /** Computes a plan. */
    @FunctionalInterface
    interface PlanFunction {
        /** The plan for this seed, a chaos phase of this duration and an ensemble with these facts. */
        Plan plan(long seed, Duration chaos, EnsembleFacts facts);
    }
}
