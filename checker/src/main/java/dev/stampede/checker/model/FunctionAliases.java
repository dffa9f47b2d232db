package dev.stampede.checker.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The functions of an object, each with the names that histories use for it. Names are defined with hyphens ({@code
 * try-acquire}) and also recognised with underscores ({@code try_acquire}) and in camel case ({@code tryAcquire}).
 * Immutable.
 */
final class FunctionAliases {
    private final Map<String, String> meanings;

    private FunctionAliases(Map<String, String> meanings) {
        this.meanings = meanings;
    }

    static FunctionAliases none() {
        return new FunctionAliases(Map.of());
    }

    /** Adds a function. {@link #meaning} maps its name and its aliases to it. */
    FunctionAliases and(String function, String... others) {
        Map<String, String> more = new HashMap<>(meanings);
        addForms(more, function, function);
        for (String other : others) {
            addForms(more, other, function);
        }
        return new FunctionAliases(Map.copyOf(more));
    }

    private static void addForms(Map<String, String> more, String name, String function) {
        more.put(name, function);
        more.put(name.replace('-', '_'), function);
        StringBuilder camelCase = new StringBuilder();
        for (String word : name.split("-", -1)) {
            camelCase.append(
                    camelCase.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        more.put(camelCase.toString(), function);
    }

    /** All names. */
    Set<String> names() {
        return meanings.keySet();
    }

    /** The function with this name or alias. */
    String meaning(String name) {
        String function = meanings.get(name);
        if (function == null) {
            throw new IllegalArgumentException(
                    "expected one of the functions " + names().stream().sorted().toList() + ", found \"" + name + "\"");
        }
        return function;
    }
}
