package dev.stampede.workloads.scenario;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a test, with all its variants.
 *
 * @param name the name on the command line
 * @param variants all variants, the default one first
 * @param userVariant creates a variant from a user's class, and throws {@link IllegalArgumentException} with all
 *     reasons if the class is unsuitable; null if the scenario does not support users' classes
 */
public record Scenario(
        String name, String description, List<Variant> variants, @Nullable Function<Class<?>, Variant> userVariant) {
    public Scenario {
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("expected at least one variant of the scenario " + name);
        }
    }

    /** A scenario that does not support users' classes. */
    public Scenario(String name, String description, List<Variant> variants) {
        this(name, description, variants, null);
    }

    /**
     * The variant with this name. A name with a dot is the name of a user's class, if the scenario supports that.
     *
     * @throws IllegalArgumentException if the class is unsuitable; the message lists all reasons
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

    /** The variant that runs by default. */
    public Variant defaultVariant() {
        return variants.get(0);
    }
}
