package dev.stampede.workloads.scenario;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the list of the checks of a scenario, in the order of the report. Not thread-safe. */
public final class Checklist {
    private final List<CheckSpec> checks = new ArrayList<>();

    private Checklist() {}

    /**
     * Starts with the check {@code requirements}: what a run must contain for its verdict to count.
     *
     * @param ratesPerMinute the minimum number of successful operations of each function per minute, over all clients;
     *     it must be far below the rate on a slow machine with permanent faults
     */
    public static Checklist requiring(Map<String, Integer> ratesPerMinute) {
        Map<String, String> parameters = new TreeMap<>();
        ratesPerMinute.forEach((function, rate) -> parameters.put("rate." + function, rate.toString()));
        return new Checklist().and("requirements", parameters);
    }

    /** Adds a check. */
    public Checklist and(String check, Map<String, String> parameters) {
        checks.add(new CheckSpec(check, parameters));
        return this;
    }

    /** Adds the checks of every run: {@code recovery}, {@code guarantees} and {@code audit}. Returns the list. */
    public List<CheckSpec> andTheEnsemble() {
        and("recovery", Map.of()).and("guarantees", Map.of()).and("audit", Map.of());
        return List.copyOf(checks);
    }
}
