package dev.stampede.nemesis.ensemble;

import dev.stampede.nemesis.ensemble.containers.ContainerEnsemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;

/** Ensembles by the name of their kind, for programs that measure one against the other. */
final class EnsembleKinds {
    /** How a program of this folder is run, from the root of the project; the images are those of the profile. */
    static final String USAGE = "arguments: local|containers, and numbers";

    private EnsembleKinds() {}

    static Ensemble make(String kind, int members) {
        return switch (kind) {
            case "local" -> LocalEnsemble.builder().members(members).build();
            case "containers" ->
                ContainerEnsemble.builder().members(members).clients(1).build();
            default -> throw new IllegalArgumentException(USAGE + "; got \"" + kind + "\"");
        };
    }
}
