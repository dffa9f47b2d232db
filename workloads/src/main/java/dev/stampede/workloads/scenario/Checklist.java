package dev.stampede.workloads.scenario;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the checks of a scenario, in the order in which a report shows them. Not thread-safe. */
public final class Checklist {
    private final List<CheckSpec> checks = new ArrayList<>();

    private Checklist() {}

    /**
     * Starts with the requirements that every run must meet before its verdict counts.
     *
     * @param ratesPerMinute how many operations of each function must succeed in a minute, over all clients; far fewer than
     *     do on a slow machine with faults all the time
     */
    public static Checklist requiring(Map<String, Integer> ratesPerMinute) {
        Map<String, String> parameters = new TreeMap<>();
        ratesPerMinute.forEach((function, rate) -> parameters.put("rate." + function, rate.toString()));
        return new Checklist().and("requirements", parameters);
    }

    /** Adds a check of a promise of the scenario. */
    public Checklist and(String check, Map<String, String> parameters) {
        checks.add(new CheckSpec(check, parameters));
        return this;
    }

    /** Ends with the checks of every run: recovery, the guarantees of the ensemble, and the audit. */
    public List<CheckSpec> andTheEnsemble() {
        and("recovery", Map.of()).and("guarantees", Map.of()).and("audit", Map.of());
        return List.copyOf(checks);
    }
}
