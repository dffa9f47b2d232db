package dev.stampede.workloads.run;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;

/** Makes the ensemble that a run asks for. */
final class Ensembles {
    private Ensembles() {}

    /**
     * An ensemble that is not started yet.
     *
     * @throws EnsembleException if such an ensemble cannot be had here; the message says why, and what to do
     */
    static Ensemble make(RunSpec spec) {
        return switch (spec.ensemble()) {
            case LOCAL -> local(spec);
            case EXTERNAL -> throw new EnsembleException("later");
            case CONTAINERS -> throw new EnsembleException("later");
        };
    }

    private static Ensemble local(RunSpec spec) {
        return LocalEnsemble.builder().members(spec.members()).build();
    }
}
