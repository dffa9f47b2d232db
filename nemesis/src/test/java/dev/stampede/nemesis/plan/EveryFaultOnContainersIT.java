package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.containers.ContainerEnsemble;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

@Tag("containers")
final class EveryFaultOnContainersIT {
    @Nested
    class OfMembers extends EveryFault.OfMembers {
        @Override
        Ensemble make() {
            return ContainerEnsemble.builder().clients(2).build();
        }

        @Override
        Set<String> lacking() {
            return Set.of();
        }
    }

    @Nested
    class OfClients extends EveryFault.OfClients {
        @Override
        Ensemble make() {
            return ContainerEnsemble.builder().clients(2).build();
        }

        @Override
        Set<String> lacking() {
            return Set.of();
        }
    }
}
