package dev.stampede.workloads.run;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.external.ExternalEnsemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsembleBuilder;
import java.util.Objects;

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
            case EXTERNAL -> ExternalEnsemble.at(Objects.requireNonNull(spec.connect()));
            case CONTAINERS ->
                throw new EnsembleException("this version cannot run ensembles of containers; use --ensemble local");
        };
    }

    private static Ensemble local(RunSpec spec) {
        LocalEnsembleBuilder builder = LocalEnsemble.builder().members(spec.members());
        if (spec.zookeeper() != null) {
            builder.version(spec.zookeeper());
        }
        if (spec.config() != null) {
            builder.config(spec.config());
        }
        return builder.build();
    }
}
