package dev.stampede.checker.history.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a history: what was run, and how to run and to check it again.
 *
 * @param startedAt wall-clock time of the run's time 0, ISO-8601 in UTC
 * @param ensemble one line for people: kind, members, versions
 * @param members the members' numbers, ascending
 * @param settings null where they are not known (an external ensemble)
 * @param families the fault families that the plan holds; empty for a run planned without faults
 * @param plan the plan as its JSON
 * @param checks what was to be checked, enough to check it again
 * @param replay the command that runs it again
 * @param recheck the command that checks this history again
 * @param environment everything else that a reader may want (versions, flags, {@code zoo.cfg}), in order
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
     * The user's own class that the run tested, null if it tested something else. The name of its variant is that of the class;
     * the names of all other variants are words in lower case with hyphens.
     */
    public @Nullable String userClass() {
        boolean named = variant.chars().anyMatch(c -> c == '.' || Character.isUpperCase(c));
        return named ? variant : null;
    }

    /**
     * A check by its name and its parameters, so that a history can be checked again.
     *
     * @param parameters as the check named {@code check} documents them
     */
    public record CheckSpec(String check, Map<String, String> parameters) {
        public CheckSpec {
            parameters = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(parameters));
        }
    }
}
