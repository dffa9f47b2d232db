package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import dev.stampede.nemesis.fault.FaultFamily;
import java.util.Set;

final class EveryFaultIT extends EveryFault {
    @Override
    Ensemble make() {
        return LocalEnsemble.builder().build();
    }

    @Override
    Set<FaultFamily> lacking() {
        return Set.of(FaultFamily.CPU, FaultFamily.MEMORY, FaultFamily.DISK);
    }
}
