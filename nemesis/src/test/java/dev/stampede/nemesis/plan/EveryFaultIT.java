package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

final class EveryFaultIT {
    private static final Set<String> LACKING = Set.of("cpu", "memory", "disk");

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class OfMembers extends EveryFault.OfMembers {
        @Override
        Ensemble make() {
            return LocalEnsemble.builder().build();
        }

        @Override
        Set<String> lacking() {
            return LACKING;
        }
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class OfClients extends EveryFault.OfClients {
        @Override
        Ensemble make() {
            return LocalEnsemble.builder().build();
        }

        @Override
        Set<String> lacking() {
            return LACKING;
        }
    }
}
