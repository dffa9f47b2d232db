package dev.stampede.checker.extension;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * All extensions of one kind by name: the built-in ones, and those that providers in other jars add. A jar names its
 * providers in {@code META-INF/services}, as {@link ServiceLoader} prescribes. Immutable and safe to share between
 * threads.
 *
 * @param <T> the kind: a check, a model, a fault or a scenario
 */
public final class Extensions<T> {
    private final Map<String, T> byName;

    private Extensions(Map<String, T> byName) {
        this.byName = byName;
    }

    /**
     * Finds the providers on the class path.
     *
     * @param kind the kind in words, for messages: {@code check}
     * @param builtIn the built-in extensions, which come first
     * @param name returns the name of an extension, unique among all
     * @param provider the interface of the providers
     * @param provided returns the extensions of one provider
     * @throws ExtensionException if a provider cannot be loaded or fails, or two extensions have the same name; the
     *     message lists all such problems with the classes and jars
     */
    public static <T, P> Extensions<T> load(
            String kind, Collection<T> builtIn, Function<T, String> name, Class<P> provider, Function<P, T> provided) {
        List<String> problems = new ArrayList<>();
        List<P> providers = new ArrayList<>();
        try {
            ServiceLoader.load(provider, provider.getClassLoader()).forEach(providers::add);
        } catch (ServiceConfigurationError e) {
            problems.add("a provider of a " + kind + " cannot be loaded: " + e.getMessage());
        }
        return of(kind, builtIn, name, providers, provided, problems);
    }

    static <T, P> Extensions<T> of(
            String kind,
            Collection<T> builtIn,
            Function<T, String> name,
            List<P> providers,
            Function<P, T> provided,
            List<String> problems) {
        Map<String, T> byName = new LinkedHashMap<>();
        Map<String, String> origins = new LinkedHashMap<>();
        for (T item : builtIn) {
            byName.put(name.apply(item), item);
            origins.put(name.apply(item), "Stampede");
        }
        for (P each : providers) {
            String origin = origin(each.getClass());
            try {
                T item = provided.apply(each);
                String other = origins.putIfAbsent(name.apply(item), origin);
                if (other == null) {
                    byName.put(name.apply(item), item);
                } else {
                    problems.add("two %ss have the name \"%s\": one of %s, one of %s. Rename yours"
                            .formatted(kind, name.apply(item), other, origin));
                }
            } catch (RuntimeException | LinkageError e) {
                problems.add("the provider of a " + kind + " failed: " + origin + ": " + e);
            }
        }
        if (!problems.isEmpty()) {
            throw new ExtensionException(problems);
        }
        return new Extensions<>(Collections.unmodifiableMap(byName));
    }

    private static String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return type.getName()
                + (source == null ? "" : " (" + source.getLocation().getPath() + ")");
    }

    /** All extensions by name: first the built-in ones, then those of providers. */
    public Map<String, T> byName() {
        return byName;
    }
}
