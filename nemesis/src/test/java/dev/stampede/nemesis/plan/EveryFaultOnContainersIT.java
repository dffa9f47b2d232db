package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.containers.ContainerEnsemble;
import java.util.Set;
import org.junit.jupiter.api.Tag;

@Tag("containers")
final class EveryFaultOnContainersIT extends EveryFault {
    @Override
    Ensemble make() {
        return ContainerEnsemble.builder().clients(2).build();
    }

    @Override
    Set<String> lacking() {
        return Set.of();
    }
}
