package dev.stampede.workloads.run;

import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.EnsembleException;
import dev.stampede.nemesis.ensemble.containers.ContainerEnsemble;
import dev.stampede.nemesis.ensemble.containers.ContainerEnsembleBuilder;
import dev.stampede.nemesis.ensemble.external.ExternalEnsemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsembleBuilder;
import dev.stampede.workloads.run.RunConfig.EnsembleKind;
import java.util.Map;
import java.util.Objects;

/** Makes the ensemble that a run asks for. */
final class Ensembles {
    private Ensembles() {}

    /**
     * An ensemble that is not started yet.
     *
     * @throws EnsembleException if such an ensemble cannot be had here; the message says why, and what to do
     */
    static Ensemble make(RunConfig spec) {
        return switch (spec.ensemble()) {
            case LOCAL -> local(spec);
            case EXTERNAL -> ExternalEnsemble.at(Objects.requireNonNull(spec.connect()));
            case CONTAINERS -> containers(spec);
        };
    }

    /** The system properties that say what such an ensemble is made of, as far as they were set. */
    static Map<String, String> properties(EnsembleKind kind) {
        return kind == EnsembleKind.CONTAINERS ? ContainerEnsemble.propertiesSet() : Map.of();
    }

    private static Ensemble local(RunConfig spec) {
        LocalEnsembleBuilder builder = LocalEnsemble.builder().members(spec.members());
        if (spec.zookeeper() != null) {
            builder.version(spec.zookeeper());
        }
        if (spec.config() != null) {
            builder.config(spec.config());
        }
        return builder.build();
    }

    private static Ensemble containers(RunConfig spec) {
        ContainerEnsembleBuilder builder =
                ContainerEnsemble.builder().members(spec.members()).clients(spec.clients());
        if (spec.zookeeper() != null) {
            builder.version(spec.zookeeper());
        }
        if (spec.config() != null) {
            builder.config(spec.config());
        }
        return builder.build();
    }
}
