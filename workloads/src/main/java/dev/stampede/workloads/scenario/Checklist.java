package dev.stampede.workloads.scenario;

import dev.stampede.checker.history.RunHeader.CheckSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The checks that a scenario composes, in the order in which a report shows them. */
public final class Checklist {
    private final String recipe;
    private final List<CheckSpec> checks = new ArrayList<>();

    private Checklist(String recipe) {
        this.recipe = recipe;
    }

    /** Starts with what every run must show before anything is believed of it. */
    public static Checklist of(String recipe) {
        return new Checklist(recipe).and("requirements", Map.of());
    }

    /** Adds a check of the scenario's own promise. */
    public Checklist and(String check, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("recipe", recipe);
        checks.add(new CheckSpec(check, all));
        return this;
    }

    /** Ends with what is checked of every run: progress, the ensemble's own guarantees, and the audit. */
    public List<CheckSpec> andTheEnsemble() {
        and("recovery", Map.of()).and("guarantees", Map.of()).and("audit", Map.of());
        return List.copyOf(checks);
    }
}
