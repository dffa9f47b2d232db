package dev.stampede.nemesis.ensemble;

import dev.stampede.nemesis.ensemble.containers.ContainerEnsemble;
import dev.stampede.nemesis.ensemble.local.LocalEnsemble;

/** Creates ensembles by the name of their kind, for programs that compare the kinds. */
final class EnsembleKinds {
    /**
     * The command that runs a program of this folder from the root of the project; the images are those of the profile.
     */
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
