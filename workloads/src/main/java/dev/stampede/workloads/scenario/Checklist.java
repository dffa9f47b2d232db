package dev.stampede.workloads.scenario;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds the checks of a scenario, in the order in which a report shows them. Not thread-safe. */
public final class Checklist {
    private final List<CheckSpec> checks = new ArrayList<>();

    private Checklist() {}

    /** Starts with the requirements that every run must meet before its verdict counts. */
    public static Checklist start() {
        return new Checklist().and("requirements", Map.of());
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
