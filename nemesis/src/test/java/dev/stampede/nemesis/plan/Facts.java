package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FakeEnsemble;
import java.util.EnumSet;
import java.util.List;

/** Facts about ensembles, for tests of plans. */
final class Facts {
    private Facts() {}

    static EnsembleFacts local(int voters) {
        return new EnsembleFacts(
                "fake", voters, 0, EnumSet.allOf(Capability.class), FakeEnsemble.SETTINGS, List.of("3.9.5"), 5, 2);
    }

    static EnsembleFacts withoutWorkers() {
        return new EnsembleFacts(
                "fake", 3, 0, EnumSet.allOf(Capability.class), FakeEnsemble.SETTINGS, List.of("3.9.5"), 5, 0);
    }

    static EnsembleFacts external() {
        return new EnsembleFacts(
                "external", 3, 0, EnumSet.of(Capability.CUT_CLIENT_LINKS), null, List.of("3.9.5"), 5, 0);
    }
}
