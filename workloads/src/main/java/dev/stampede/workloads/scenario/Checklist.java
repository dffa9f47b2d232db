package dev.stampede.workloads.scenario;

import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The checks that a scenario composes, in the order in which a report shows them. */
public final class Checklist {
    private final List<CheckSpec> checks = new ArrayList<>();

    private Checklist() {}

    /** Starts with what every run must show before anything is believed of it. */
    public static Checklist start() {
        return new Checklist().and("requirements", Map.of());
    }

    /** Adds a check of the scenario's own promise. */
    public Checklist and(String check, Map<String, String> parameters) {
        checks.add(new CheckSpec(check, parameters));
        return this;
    }

    /** Ends with what is checked of every run: progress, the ensemble's own guarantees, and the audit. */
    public List<CheckSpec> andTheEnsemble() {
        and("recovery", Map.of()).and("guarantees", Map.of()).and("audit", Map.of());
        return List.copyOf(checks);
    }
}
