package dev.stampede.workloads.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is tested, in all its variants.
 *
 * @param name as on the command line
 * @param variants the default one (the naive form) first
 * @param userVariant makes a variant of a user's class, and throws IllegalArgumentException with all reasons if the class does
 *     not fit; null if the scenario takes no such classes
 */
public record Scenario(
        String name, String description, List<Variant> variants, @Nullable Function<Class<?>, Variant> userVariant) {
    public Scenario {
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("expected at least one variant of the scenario " + name);
        }
    }

    /** A scenario that takes no user's classes. */
    public Scenario(String name, String description, List<Variant> variants) {
        this(name, description, variants, null);
    }

    /**
     * The variant with this name. A name with a dot is the name of a user's class, where the scenario takes one.
     *
     * @throws IllegalArgumentException if the class does not fit; the message lists all reasons
     */
    public Optional<Variant> variant(String variantName) {
        Optional<Variant> known =
                variants.stream().filter(v -> v.name().equals(variantName)).findFirst();
        if (known.isPresent() || userVariant == null || !variantName.contains(".")) {
            return known;
        }
        try {
            return Optional.of(userVariant.apply(Class.forName(variantName)));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The variant that runs if none is named. */
    public Variant defaultVariant() {
        return variants.get(0);
    }
}
