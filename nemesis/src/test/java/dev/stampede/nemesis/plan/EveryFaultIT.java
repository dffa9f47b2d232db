package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import java.util.Set;

final class EveryFaultIT extends EveryFault {
    @Override
    Ensemble make() {
        return LocalEnsemble.builder().build();
    }

    @Override
    Set<String> lacking() {
        return Set.of("cpu", "memory", "disk");
    }
}
