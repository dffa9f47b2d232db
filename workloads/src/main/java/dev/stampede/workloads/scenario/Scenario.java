package dev.stampede.workloads.scenario;

import java.util.List;

/**
 * What is tested.
 *
 * @param name as on the command line
 * @param variants the default one (the naive form) first
 */
public record Scenario(String name, String description, List<Variant> variants) {
    public Scenario {
        variants = List.copyOf(variants);
    }

    /** The form that is run when none is named. */
    public Variant defaultVariant() {
        return variants.get(0);
    }
}
