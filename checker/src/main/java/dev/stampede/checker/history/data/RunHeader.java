package dev.stampede.checker.history.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a history: what was run, how to run it again, and how to check it again.
 *
 * @param startedAt the wall-clock time at time 0 of the run, ISO-8601 in UTC
 * @param ensemble one line for people: kind, members, versions
 * @param members the numbers of the members, ascending
 * @param settings null if unknown (an external ensemble)
 * @param families the fault families of the plan; empty for a run without faults
 * @param plan the plan as JSON
 * @param checks the checks of the run, with all parameters that are necessary to repeat them
 * @param replay the command that repeats the run
 * @param recheck the command that checks this history again
 * @param environment further information for readers (versions, flags, {@code zoo.cfg}), in order
 */
public record RunHeader(
        String run,
        String scenario,
        String variant,
        long seed,
        String startedAt,
        String ensemble,
        List<Integer> members,
        @Nullable EnsembleSettings settings,
        List<String> families,
        @Nullable String plan,
        List<CheckSpec> checks,
        String replay,
        String recheck,
        Map<String, String> environment) {

    public RunHeader {
        members = List.copyOf(members);
        families = List.copyOf(families);
        checks = List.copyOf(checks);
        environment = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(environment));
    }

    /**
     * Whether each operation of a client is known to send exactly its own request. This holds for the variant {@code
     * naive} of every scenario; recipes and mutants may send other requests.
     */
    public boolean rawRequests() {
        return variant.equals("naive");
    }

    /**
     * The user's own class that the run tested; null if it tested a class of this project or of a library. The name of
     * its variant is that of the class; the names of all other variants are words in lower case with hyphens.
     */
    public @Nullable String userClass() {
        boolean named = variant.chars().anyMatch(c -> c == '.' || Character.isUpperCase(c));
        return named ? variant : null;
    }

    /**
     * A check by its name and its parameters, so that a history can be checked again.
     *
     * @param parameters documented by the check named {@code check}
     */
    public record CheckSpec(String check, Map<String, String> parameters) {
        public CheckSpec {
            parameters = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(parameters));
        }

        /**
         * A check with its parameters as {@code name=value}.
         *
         * @throws IllegalArgumentException if a parameter has another form
         */
        public static CheckSpec of(String check, String... parameters) {
            Map<String, String> values = new java.util.HashMap<>();
            for (String parameter : parameters) {
                int equals = parameter.indexOf('=');
                if (equals < 0) {
                    throw new IllegalArgumentException("expected name=value, found \"" + parameter + "\"");
                }
                values.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
            return new CheckSpec(check, values);
        }
    }
}
