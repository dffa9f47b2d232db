package dev.stampede.workloads.run;

import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Where the plan of a run comes from. */
public sealed interface PlanSource {

    /** Drawn from the seed, of these families and shapes as the command line writes them; none for no faults. */
    record Drawn(List<String> faults) implements PlanSource {
        public Drawn {
            faults = List.copyOf(faults);
        }
    }

    /** Read from a file. */
    record Saved(Path file) implements PlanSource {}

    /** Made by a test. */
    @FunctionalInterface
    interface Maker {
        /** The plan for such an ensemble and such a chaos phase. */
        Plan make(long seed, Duration chaos, EnsembleFacts facts);
    }

    /** Made by a test. */
    record Made(Maker maker) implements PlanSource {}
}
